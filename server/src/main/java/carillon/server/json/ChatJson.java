package carillon.server.json;

import carillon.core.chat.ChatState;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.OpenQuestion;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.Title;
import carillon.core.chat.Usage;
import carillon.engine.ChatSummary;
import carillon.engine.ChatView;
import carillon.engine.spi.StoredMessage;
import java.util.List;
import java.util.OptionalLong;

/** Chats, in a list and as a whole. */
public final class ChatJson {
    private static final String UNTITLED = "New chat";

    private ChatJson() {}

    public static void summary(JsonOut out, ChatSummary summary) {
        Title title = summary.title();
        out.begin()
                .word("id", summary.chat().value())
                .word("worldId", summary.world().value())
                .field("title", title.text().isEmpty() ? UNTITLED : title.text())
                .word("titleSource", Words.of(title.source()));
        status(out, summary.status());
        out.field("lastSeq", summary.lastSeq())
                .field("newsSeq", summary.newsSeq())
                .field("seenSeq", summary.seenSeq())
                .field("queued", summary.queued());
        if (!summary.usage().equals(Usage.NONE)) MessageJson.usage(out.key("usage"), summary.usage());
        out.field("createdAt", summary.createdAt()).field("updatedAt", summary.updatedAt());
        summary.deletedAt().ifPresent(at -> out.field("deletedAt", at));
        out.field("version", summary.version()).end();
    }

    /**
     * @param messages a part of the transcript, oldest first
     * @param before   the seq before which there are older ones
     * @param queue    what is stored of each message of the queue that still waits
     */
    public static void snapshot(
            JsonOut out, ChatView view, List<StoredMessage> messages, OptionalLong before, List<StoredMessage> queue) {
        ChatState state = view.state();
        out.begin();
        summary(out.key("chat"), view.summary());
        out.field("seq", state.seq());
        status(out, view.summary().status());
        out.key("messages").beginList();
        for (StoredMessage each : messages) {
            MessageJson.write(out, each.message(), each.seq().orElseThrow(), each.at());
        }
        out.endList();
        if (before.isPresent()) out.field("before", before.getAsLong());
        out.key("open").beginList();
        for (ChatView.Open open : view.open()) MessageJson.open(out, open);
        out.endList();
        turns(out, view);
        out.field("canContinue", state.canContinue());
        out.field("canUndo", state.canUndo());
        state.branched()
                .ifPresent(branched -> out.key("branchedFrom")
                        .begin()
                        .word("chatId", branched.from().value())
                        .word("messageId", branched.message().value())
                        .end());
        queue(out, state, queue);
        out.key("questions").beginList();
        for (OpenQuestion open : state.turn().map(OpenTurn::questions).orElse(List.of())) QuestionJson.write(out, open);
        out.endList();
        ToolJson.write(out.key("ownTools"), state.ownTools());
        out.key("approvals").beginList();
        state.turn().stream().flatMap(OpenTurn::approvals).forEach(approval -> ToolJson.write(out, approval));
        out.endList().key("tools").beginList();
        for (ChatView.Running running : view.tools()) ToolJson.write(out, running);
        out.endList();
        MessageJson.usage(out.key("usage"), state.usage());
        out.end();
    }

    private static void turns(JsonOut out, ChatView view) {
        view.state().turn().ifPresent(turn -> {
            out.key("turn")
                    .begin()
                    .word("turnId", turn.turn().value())
                    .word("messageId", turn.message().value());
            view.turnStartedAt().ifPresent(at -> out.field("startedAt", at));
            out.end();
        });
        view.state()
                .lastTurn()
                .ifPresent(last -> out.key("lastTurn")
                        .begin()
                        .word("turnId", last.turn().value())
                        .word("messageId", last.message().value())
                        .word("outcome", Words.of(last.outcome()))
                        .field("reason", last.reason())
                        .end());
    }

    private static void queue(JsonOut out, ChatState state, List<StoredMessage> stored) {
        out.key("queue").beginList();
        for (var queued : state.queue()) {
            for (StoredMessage each : stored) {
                if (each.message().id().equals(queued.message())) MessageJson.queued(out, queued, each);
            }
        }
        out.endList();
        state.queuePaused()
                .ifPresent(reason ->
                        out.key("queuePaused").begin().field("reason", reason).end());
    }

    private static void status(JsonOut out, ChatStatus status) {
        out.word("status", Words.of(status.kind())).field("reason", status.reason());
        if (status.place().isPresent()) out.field("place", status.place().getAsInt());
    }
}
