package carillon.engine.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The servers that the tools of worlds come from. Safe for many threads. */
public interface ToolServers {
    /** There are none, and none can be set up. */
    ToolServers NONE = new NoToolServers();

    /**
     * What is wrong with a configuration, and what to do; empty when nothing is.
     *
     * @param mcpServers JSON of the common {@code mcpServers} shape, or blank
     */
    Optional<String> trouble(String mcpServers);

    /** Those of a world, in the order of its settings. Starts nothing. */
    List<ToolServer> list(String mcpServers, Path workspace);

    /**
     * Ends a server and starts it anew; calls that it is at work on fail.
     *
     * @return how it is then; empty when the settings name no such server
     */
    Optional<ToolServer> restart(String mcpServers, Path workspace, String name) throws InterruptedException;
}
