package carillon.core.world;

import java.util.Optional;

/**
 * What the agents of a world may do.
 *
 * @param workspace  the folder that they work in, an absolute path; empty for one of the world's own
 * @param mcpServers the MCP servers that they may use, as JSON of the common {@code mcpServers} shape; blank for none
 */
public record ToolSettings(ToolMode mode, Optional<String> workspace, String mcpServers) {
    /** What holds while nothing was set. */
    public static final ToolSettings USUAL = new ToolSettings(ToolMode.ASK, Optional.empty(), "");
}
