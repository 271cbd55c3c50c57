package carillon.engine.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The servers of who has none. */
final class NoToolServers implements ToolServers {
    @Override
    public Optional<String> trouble(String mcpServers) {
        return Optional.empty();
    }

    @Override
    public List<ToolServer> list(String mcpServers, Path workspace) {
        return List.of();
    }

    @Override
    public Optional<ToolServer> restart(String mcpServers, Path workspace, String name) {
        return Optional.empty();
    }
}
