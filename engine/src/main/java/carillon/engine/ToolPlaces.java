package carillon.engine;

import carillon.core.chat.ChatState;
import carillon.core.chat.OwnTools;
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

    /** @param state of the chat by now */
    ToolPlace of(ChatId chat, ChatState state, World world, AgentId agent) {
        ToolSettings tools = world.toolSettings();
        OwnTools own = state.ownTools();
        return new ToolPlace(
                chat,
                state.title().text(),
                world.id(),
                agent,
                own.mode().map(tools.mode()::narrowedTo).orElse(tools.mode()),
                own.workspace().map(Path::of).orElseGet(() -> workspace(world)),
                tools.mcpServers());
    }

    Path workspace(World world) {
        return world.toolSettings()
                .workspace()
                .map(Path::of)
                .orElseGet(() -> own.resolve(world.id().value()));
    }
}
