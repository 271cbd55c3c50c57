package carillon.server.json;

import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.chat.QueuedMessage;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.engine.ChatView;
import carillon.engine.spi.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages, in a transcript, in a queue and while they are written. */
public final class MessageJson {
    private static final double NANOS = 1e9;

    private MessageJson() {}

    /** @param seq its place in the transcript */
    public static void write(JsonOut out, Message message, long seq, Instant at) {
        out.begin().word("id", message.id().value()).field("seq", seq).word("sender", Words.of(message.sender()));
        message.origin().ifPresent(origin -> out.word("agentId", origin.agent().value()));
        to(out, message.to());
        out.key("parts").beginList();
        for (Part part : message.parts()) part(out, part);
        out.endList();
        out.word("state", Words.of(message.state()))
                .field("reason", message.reason())
                .field("at", at);
        message.turn().ifPresent(turn -> out.word("turnId", turn.value()));
        message.origin().ifPresent(origin -> {
            out.word("replyId", origin.reply().value());
            origin.provider().ifPresent(provider -> out.word("provider", provider.value()));
            out.field("model", origin.model());
            if (!origin.usage().equals(Usage.NONE)) usage(out.key("usage"), origin.usage());
        });
        out.end();
    }

    /** The agents a message is for; nothing when it is for everyone. */
    static void to(JsonOut out, Optional<List<AgentId>> to) {
        if (to.isEmpty()) return;
        out.key("to").beginList();
        for (AgentId agent : to.get()) out.value(agent.value());
        out.endList();
    }

    public static void queued(JsonOut out, QueuedMessage queued, StoredMessage stored) {
        out.begin()
                .word("messageId", queued.message().value())
                .field("text", stored.message().text())
                .word("mode", Words.of(queued.mode()))
                .word("sender", Words.of(queued.sender()))
                .field("at", stored.at())
                .end();
    }

    public static void open(JsonOut out, ChatView.Open open) {
        out.begin()
                .word("messageId", open.message().value())
                .word("agentId", open.agent().value())
                .word("turnId", open.turn().value())
                .word("callId", open.call().value())
                .field("text", open.said().text())
                .field("reasoning", open.said().reasoning())
                .field("offset", 0)
                .field("startedAt", open.startedAt());
        open.compacts().ifPresent(upTo -> out.field("compacts", upTo));
        out.key("calls").beginList();
        for (ChatView.Written call : open.calls()) {
            out.begin()
                    .field("index", call.index())
                    .field("tool", call.tool())
                    .field("text", call.arguments())
                    .end();
        }
        out.endList().end();
    }

    public static void usage(JsonOut out, Usage usage) {
        out.begin()
                .field("inputTokens", usage.inputTokens())
                .field("outputTokens", usage.outputTokens())
                .field("cachedInputTokens", usage.cachedInputTokens())
                .key("costUsd")
                .value(usage.costNanoUsd() / NANOS)
                .field("unpricedCalls", usage.unpricedCalls())
                .end();
    }

    private static void part(JsonOut out, Part part) {
        switch (part) {
            case Part.Text(var text) -> text(out, "text", text).end();
            case Part.Reasoning(var text) -> text(out, "reasoning", text).end();
            case Part.Summary(var text, var agent, var upTo) ->
                text(out, "summary", text)
                        .word("agentId", agent.value())
                        .field("upTo", upTo)
                        .end();
            case Part.ToolCall call -> ToolJson.write(out, call);
        }
    }

    private static JsonOut text(JsonOut out, String type, String text) {
        return out.begin().word("type", type).field("text", text);
    }
}
