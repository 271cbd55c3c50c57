package carillon.engine;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.world.ToolSettings;
import carillon.core.world.World;
import carillon.engine.spi.ToolPlace;
import java.nio.file.Path;

/** Where the tools of each chat work. Safe for many threads. */
final class ToolPlaces {
    private final Path own;

    /** @param own the folder with a workspace for each world that was given none */
    ToolPlaces(Path own) {
        this.own = own;
    }

    ToolPlace of(ChatId chat, String title, World world, AgentId agent) {
        ToolSettings tools = world.toolSettings();
        return new ToolPlace(chat, title, world.id(), agent, tools.mode(), workspace(world), tools.mcpServers());
    }

    Path workspace(World world) {
        return world.toolSettings()
                .workspace()
                .map(Path::of)
                .orElseGet(() -> own.resolve(world.id().value()));
    }
}
