package carillon.server.json;

import carillon.core.chat.Approval;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Part;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolReturn;
import carillon.core.world.ToolSettings;
import carillon.engine.ChatView;
import carillon.engine.spi.ToolServer;

/** Calls of tools: what was asked for, what waits for a person, what runs, and what came of it. */
public final class ToolJson {
    private ToolJson() {}

    static void write(JsonOut out, Part.ToolCall call) {
        out.begin()
                .word("type", "tool-call")
                .word("id", call.id().value())
                .field("tool", call.tool())
                .field("arguments", call.arguments());
        call.result().ifPresent(result -> write(out.key("result"), result));
        out.end();
    }

    static void write(JsonOut out, ToolReturn result) {
        out.begin()
                .word("outcome", Words.of(result.outcome()))
                .field("text", result.text())
                .field("diff", result.diff())
                .field("ranWith", result.ranWith());
        if (!result.images().isEmpty()) {
            out.key("images").beginList();
            for (ToolImage image : result.images()) write(out, image);
            out.endList();
        }
        out.end();
    }

    private static void write(JsonOut out, ToolImage image) {
        out.begin()
                .word("id", image.id().value())
                .word("type", image.type().mediaType())
                .field("bytes", image.bytes())
                .field("width", image.width())
                .field("height", image.height())
                .end();
    }

    /** The binding is nobody's business but the program's. */
    public static void write(JsonOut out, Approval approval) {
        out.begin()
                .word("id", approval.call().value())
                .word("agentId", approval.agent().value())
                .field("tool", approval.tool())
                .field("arguments", approval.arguments())
                .field("summary", approval.summary())
                .field("detail", approval.detail())
                .field("scope", approval.scope())
                .field("scopeText", approval.scopeText())
                .end();
    }

    static void write(JsonOut out, OwnTools own) {
        out.begin();
        own.mode().ifPresent(mode -> out.word("mode", Words.of(mode)));
        out.field("ownCopy", own.workspace().isPresent()).end();
    }

    static void write(JsonOut out, ChatView.Running running) {
        out.begin()
                .word("toolCallId", running.call().value())
                .word("messageId", running.message().value())
                .word("agentId", running.agent().value())
                .word("turnId", running.turn().value())
                .field("tool", running.tool())
                .field("startedAt", running.startedAt())
                .field("text", running.output())
                .field("offset", 0)
                .end();
    }

    public static void write(JsonOut out, ToolServer server) {
        out.begin()
                .field("name", server.name())
                .word("kind", server.kind())
                .word("state", Words.of(server.state()))
                .field("error", server.error());
        out.key("tools").beginList();
        for (String tool : server.tools()) out.value(tool);
        out.endList().end();
    }

    static void write(JsonOut out, ToolSettings settings) {
        out.begin().word("mode", Words.of(settings.mode())).field("workspace", settings.workspace());
        if (!settings.mcpServers().isBlank()) out.key("mcpServers").json(settings.mcpServers());
        out.end();
    }
}
