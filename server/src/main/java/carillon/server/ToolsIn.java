package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.world.ToolMode;
import carillon.core.world.ToolSettings;
import carillon.engine.spi.ToolServers;
import carillon.server.json.JsonIn;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What a person sets about the tools of a world. */
final class ToolsIn {
    private final ToolServers servers;

    ToolsIn(ToolServers servers) {
        this.servers = servers;
    }

    ToolSettings settings(JsonIn body, ToolSettings before) {
        Optional<JsonIn> given = body.object("tools");
        if (given.isEmpty()) return before;
        JsonIn tools = given.get();
        return new ToolSettings(
                tools.text("mode").map(ToolsIn::mode).orElse(before.mode()),
                tools.has("workspace") ? tools.text("workspace").map(ToolsIn::folder) : before.workspace(),
                tools.has("mcpServers")
                        ? tools.json("mcpServers").map(this::mcpServers).orElse("")
                        : before.mcpServers());
    }

    static ToolMode mode(String word) {
        return switch (word) {
            case "read" -> ToolMode.READ;
            case "ask" -> ToolMode.ASK;
            case "auto" -> ToolMode.AUTO;
            default -> throw badRequest("The mode of tools must be read, ask or auto");
        };
    }

    private String mcpServers(String given) {
        servers.trouble(given).ifPresent(wrong -> {
            throw badRequest(wrong);
        });
        return given;
    }

    private static String folder(String given) {
        Path folder;
        try {
            folder = Path.of(given.strip()).normalize();
        } catch (InvalidPathException e) {
            throw badRequest("\"tools.workspace\" is no path: " + e.getReason());
        }
        if (!folder.isAbsolute()) {
            throw badRequest("\"tools.workspace\" must be a whole path, from the root on, or null for the world's own");
        }
        if (!Files.isDirectory(folder)) throw badRequest("\"tools.workspace\" must be a folder that is there");
        return folder.toString();
    }
}
