package carillon.server;

import carillon.engine.spi.ToolServer;
import carillon.engine.spi.ToolServer.State;
import carillon.engine.spi.ToolServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One server that every world has: it failed, and runs once it was started again. */
final class FakeToolServers implements ToolServers {
    private volatile boolean restarted;

    @Override
    public Optional<String> trouble(String mcpServers) {
        return mcpServers.contains("wrong") ? Optional.of("That is wrong.") : Optional.empty();
    }

    @Override
    public List<ToolServer> list(String mcpServers, Path workspace) {
        return List.of(
                restarted
                        ? new ToolServer("fs", "stdio", State.RUNNING, Optional.empty(), List.of("fs_read"))
                        : new ToolServer("fs", "stdio", State.FAILED, Optional.of("It broke."), List.of()));
    }

    @Override
    public Optional<ToolServer> restart(String mcpServers, Path workspace, String name) {
        if (!name.equals("fs")) return Optional.empty();
        restarted = true;
        return Optional.of(list(mcpServers, workspace).getFirst());
    }
}
