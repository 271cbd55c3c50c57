package carillon.server;

import carillon.core.id.WorldId;
import carillon.core.world.ToolSettings;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.WorldNotFoundException;
import carillon.engine.spi.ToolServer;
import carillon.engine.spi.ToolServers;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.json.ToolJson;
import java.util.List;

/** The MCP servers of a world. */
final class ToolServersApi {
    private final ChatEngine engine;
    private final ToolServers servers;

    ToolServersApi(ChatEngine engine, ToolServers servers) {
        this.engine = engine;
        this.servers = servers;
    }

    void list(Exchange exchange) {
        WorldId world = exchange.world();
        List<ToolServer> all = servers.list(settings(world).mcpServers(), engine.workspace(world));
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (ToolServer each : all) ToolJson.write(out, each);
            out.endList().end();
        });
    }

    void restart(Exchange exchange) throws InterruptedException {
        WorldId world = exchange.world();
        ToolServer restarted = servers.restart(settings(world).mcpServers(), engine.workspace(world), exchange.server())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "The world's settings name no MCP server like that"));
        exchange.answer(out -> ToolJson.write(out, restarted));
    }

    private ToolSettings settings(WorldId world) {
        return engine.worlds()
                .find(world)
                .map(World::toolSettings)
                .orElseThrow(() -> new WorldNotFoundException(world));
    }
}
