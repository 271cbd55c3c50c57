package carillon.server.json;

import carillon.core.chat.ChangedArguments;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of one chat as JSON objects. It remembers how the last delta began, since the next one mostly begins the
 * same. For one thread at a time.
 */
public final class EventJson {
    private final ChatId chat;
    private @Nullable Delta begunFor;
    private byte[] begun = {};

    public EventJson(ChatId chat) {
        this.chat = chat;
    }

    /** The name of an event with this fact. */
    public static String kind(Fact fact) {
        return switch (fact) {
            case Fact.ChatCreated _ -> "chat-created";
            case Fact.TitleChanged _ -> "title-changed";
            case Fact.TitleCallEnded _ -> "title-call-ended";
            case Fact.MessageAdmitted _ -> "message-admitted";
            case Fact.MessageDelivered _ -> "message-delivered";
            case Fact.MessageEdited _ -> "message-edited";
            case Fact.MessageWithdrawn _ -> "message-withdrawn";
            case Fact.MessageFailed _ -> "message-failed";
            case Fact.TurnStarted _ -> "turn-started";
            case Fact.ReplyStarted _ -> "reply-started";
            case Fact.ModelCallStarted _ -> "model-call-started";
            case Fact.ModelCallEnded _ -> "model-call-ended";
            case Fact.MessagePosted _ -> "message-posted";
            case Fact.HistoryCompacted _ -> "history-compacted";
            case Fact.QuestionAsked _ -> "question-asked";
            case Fact.QuestionAnswered _ -> "question-answered";
            case Fact.BudgetRaised _ -> "budget-raised";
            case Fact.ToolRequested _ -> "tool-requested";
            case Fact.ToolsChanged _ -> "tools-changed";
            case Fact.ApprovalRequested _ -> "approval-requested";
            case Fact.ApprovalAnswered _ -> "approval-answered";
            case Fact.ToolStarted _ -> "tool-started";
            case Fact.ToolEnded _ -> "tool-ended";
            case Fact.ReplyEnded _ -> "reply-ended";
            case Fact.ReplyLimited _ -> "reply-limited";
            case Fact.TurnEnded _ -> "turn-ended";
            case Fact.QueuePaused _ -> "queue-paused";
            case Fact.QueueResumed _ -> "queue-resumed";
            case Fact.NoticePosted _ -> "notice-posted";
            case Fact.HistoryRewound _ -> "history-rewound";
            case Fact.HistoryRestored _ -> "history-restored";
            case Fact.ChatBranched _ -> "chat-branched";
            case Fact.ChatDeleted _ -> "chat-deleted";
            case Fact.ChatRestored _ -> "chat-restored";
        };
    }

    public static String kind(Delta delta) {
        return switch (delta) {
            case Delta.Text _ -> "text";
            case Delta.Reasoning _ -> "reasoning";
            case Delta.ToolArguments _ -> "tool-arguments";
            case Delta.ToolOutput _ -> "tool-output";
        };
    }

    public void recorded(JsonOut out, Recorded event) {
        out.begin()
                .word("kind", kind(event.fact()))
                .word("chatId", chat.value())
                .field("seq", event.seq())
                .field("at", event.at());
        fields(out, event);
        out.end();
    }

    public void streamed(JsonOut out, Streamed event) {
        Delta delta = event.delta();
        if (begunFor == null || !beginAlike(begunFor, delta)) {
            begun = beginning(event);
            begunFor = delta;
        }
        out.again(begun);
        out.field("text", delta.text()).field("offset", delta.offset()).end();
    }

    public void status(JsonOut out, ChatStatus status) {
        out.begin().word("kind", "status").word("chatId", chat.value()).word("status", Words.of(status.kind()));
        out.field("reason", status.reason());
        if (status.place().isPresent()) out.field("place", status.place().getAsInt());
        out.end();
    }

    public void reset(JsonOut out) {
        out.begin().word("kind", "reset").word("chatId", chat.value()).end();
    }

    private byte[] beginning(Streamed event) {
        var out = new JsonOut();
        out.begin()
                .word("kind", kind(event.delta()))
                .word("chatId", chat.value())
                .word("turnId", event.turn().value())
                .word("agentId", event.delta().agent().value())
                .word("messageId", event.delta().message().value());
        switch (event.delta()) {
            case Delta.Text(var call, var _, var _, var _, var _) -> out.word("callId", call.value());
            case Delta.Reasoning(var call, var _, var _, var _, var _) -> out.word("callId", call.value());
            case Delta.ToolArguments(var call, var _, var _, var index, var tool, var _, var _) ->
                out.word("callId", call.value()).field("index", index).field("tool", tool);
            case Delta.ToolOutput(var call, var _, var _, var _, var _) -> out.word("toolCallId", call.value());
        }
        return out.bytes();
    }

    private static boolean beginAlike(Delta one, Delta other) {
        return switch (one) {
            case Delta.Text text ->
                other instanceof Delta.Text same && text.call().equals(same.call());
            case Delta.Reasoning reasoning ->
                other instanceof Delta.Reasoning same && reasoning.call().equals(same.call());
            case Delta.ToolArguments arguments ->
                other instanceof Delta.ToolArguments same
                        && arguments.call().equals(same.call())
                        && arguments.index() == same.index()
                        && arguments.tool().equals(same.tool());
            case Delta.ToolOutput output ->
                other instanceof Delta.ToolOutput same && output.call().equals(same.call());
        };
    }

    private static void fields(JsonOut out, Recorded event) {
        switch (event.fact()) {
            case Fact.ChatCreated(var world, var title) ->
                out.word("worldId", world.value()).field("title", title);
            case Fact.TitleChanged(var title, var source) ->
                out.field("title", title).word("source", Words.of(source));
            case Fact.TitleCallEnded(var usage) -> MessageJson.usage(out.key("usage"), usage);
            case Fact.MessageAdmitted(var message, var sender, var text, var mode, var joins) -> {
                out.word("messageId", message.value())
                        .word("sender", Words.of(sender))
                        .field("text", text)
                        .word("mode", Words.of(mode));
                joins.ifPresent(turn -> out.word("joins", turn.value()));
            }
            case Fact.MessageDelivered(var message, var turn, var to) -> {
                out.word("messageId", message.value()).word("turnId", turn.value());
                MessageJson.to(out, to);
            }
            case Fact.MessageEdited(var message, var text, var mode) ->
                out.word("messageId", message.value()).field("text", text).word("mode", Words.of(mode));
            case Fact.HistoryRewound(var message, var from) ->
                out.word("messageId", message.value()).field("from", from);
            case Fact.HistoryRestored(var rewound) -> out.field("rewound", rewound);
            case Fact.ChatBranched(var from, var message) ->
                out.word("fromChatId", from.value()).word("messageId", message.value());
            case Fact.MessageWithdrawn(var message) -> out.word("messageId", message.value());
            case Fact.MessageFailed(var message, var reason) ->
                out.word("messageId", message.value()).field("reason", reason);
            case Fact.TurnStarted(var turn, var message, var settingsVersion, var continues) -> {
                out.word("turnId", turn.value())
                        .word("messageId", message.value())
                        .field("settingsVersion", settingsVersion);
                continues.ifPresent(earlier -> out.word("continues", earlier.value()));
            }
            case Fact.ReplyStarted(var turn, var reply, var agent) ->
                out.word("turnId", turn.value()).word("replyId", reply.value()).word("agentId", agent.value());
            case Fact.ModelCallStarted(
                    var turn,
                    var reply,
                    var call,
                    var agent,
                    var message,
                    var provider,
                    var model,
                    var compacts) -> {
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("callId", call.value())
                        .word("agentId", agent.value())
                        .word("messageId", message.value())
                        .word("provider", provider.value())
                        .field("model", model);
                compacts.ifPresent(upTo -> out.field("compacts", upTo));
            }
            case Fact.ModelCallEnded(
                    var turn,
                    var reply,
                    var call,
                    var message,
                    var outcome,
                    var reason,
                    var usage) -> {
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("callId", call.value())
                        .word("messageId", message.value())
                        .word("outcome", Words.of(outcome))
                        .field("reason", reason);
                if (!usage.equals(Usage.NONE)) MessageJson.usage(out.key("usage"), usage);
            }
            case Fact.MessagePosted(var message) -> {
                MessageJson.write(out.key("message"), message, event.seq(), event.at());
                message.origin()
                        .ifPresent(origin -> out.word("agentId", origin.agent().value()));
            }
            case Fact.HistoryCompacted compacted -> {
                MessageJson.write(out.key("message"), compacted.inTranscript(), event.seq(), event.at());
                out.word("turnId", compacted.turn().value())
                        .word("replyId", compacted.reply().value())
                        .word("agentId", compacted.summary().agent().value())
                        .word("messageId", compacted.message().value())
                        .field("upTo", compacted.summary().upTo());
            }
            case Fact.QuestionAsked(var turn, var question, var grant, var tool) -> {
                out.word("turnId", turn.value());
                QuestionJson.write(out.key("question"), question, grant, tool);
            }
            case Fact.QuestionAnswered(var turn, var question, var answer) -> {
                out.word("turnId", turn.value()).word("questionId", question.value());
                answer.ifPresent(given -> QuestionJson.write(out.key("answer"), given));
            }
            case Fact.BudgetRaised(var turn, var grant) -> {
                out.word("turnId", turn.value());
                QuestionJson.write(out.key("grant"), grant);
            }
            case Fact.ToolRequested(var turn, var reply, var agent, var message, var call, var tool, var arguments) ->
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("agentId", agent.value())
                        .word("messageId", message.value())
                        .word("toolCallId", call.value())
                        .field("tool", tool)
                        .field("arguments", arguments);
            case Fact.ToolsChanged(var own) -> ToolJson.write(out.key("tools"), own);
            case Fact.ApprovalRequested(var turn, var reply, var approval) -> {
                out.word("turnId", turn.value()).word("replyId", reply.value());
                ToolJson.write(out.key("approval"), approval);
            }
            case Fact.ApprovalAnswered(var turn, var reply, var call, var decision, var reason, var changed) -> {
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("toolCallId", call.value())
                        .word("decision", Words.of(decision))
                        .field("reason", reason)
                        .field("arguments", changed.map(ChangedArguments::arguments));
            }
            case Fact.ToolStarted(var turn, var reply, var agent, var call, var tool, var arguments, var _) ->
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("agentId", agent.value())
                        .word("toolCallId", call.value())
                        .field("tool", tool)
                        .field("arguments", arguments);
            case Fact.ToolEnded(var turn, var reply, var message, var call, var result) -> {
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("messageId", message.value())
                        .word("toolCallId", call.value());
                ToolJson.write(out.key("result"), result);
            }
            case Fact.ReplyEnded(var turn, var reply, var agent, var outcome, var reason) ->
                out.word("turnId", turn.value())
                        .word("replyId", reply.value())
                        .word("agentId", agent.value())
                        .word("outcome", Words.of(outcome))
                        .field("reason", reason);
            case Fact.ReplyLimited(var turn, var agent) ->
                out.word("turnId", turn.value()).word("agentId", agent.value());
            case Fact.TurnEnded(var turn, var outcome, var reason, var usage) -> {
                out.word("turnId", turn.value())
                        .word("outcome", Words.of(outcome))
                        .field("reason", reason);
                MessageJson.usage(out.key("usage"), usage);
            }
            case Fact.QueuePaused(var reason) -> out.field("reason", Optional.of(reason));
            case Fact.NoticePosted(var message, var text) ->
                out.word("messageId", message.value()).field("text", text);
            case Fact.QueueResumed _, Fact.ChatDeleted _, Fact.ChatRestored _ -> {}
        }
    }
}
