package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.CallPhase;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueueAfterStop;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.engine.spi.TextKind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a chat's mailbox can hold. */
sealed interface Letter {
    /** A person's or program's command; somebody waits for the answer. */
    record Asked(ChatCommand command, CompletableFuture<Answer> answer) implements Letter {}

    /** A message to admit, whose id may have been used before when the sender chose it. */
    record Sent(ChatCommand.Send send, Optional<MessageId> chosen, CompletableFuture<Answer> answer)
            implements Letter {}

    /** Stops the turn that runs here, if the chat is one of those that are meant; somebody waits for the answer. */
    record StopAll(Optional<WorldId> in, QueueAfterStop queue, CompletableFuture<Answer> answer) implements Letter {}
    /** What a person wants done to the history of the chat. */
    record Changes(HistoryChange change, CompletableFuture<Answer> answer) implements Letter {}

    /** What came of something the owner started. */
    record Told(ChatCommand command) implements Letter {}

    record Phase(CallId call, CallPhase phase) implements Letter {}

    record Look(CompletableFuture<ChatView> view) implements Letter {}

    record Subscribe(Subscription reader, CompletableFuture<Subscription> letIn) implements Letter {}

    record Unsubscribe(Subscription reader) implements Letter {}

    record Seen(long seq) implements Letter {}

    /** Only wakes the owner, so that it loads its chat and ends what was left running. */
    record Wake() implements Letter {}

    /** The engine is closing: end the turn, start nothing, give up the thread. */
    record Close() implements Letter {}

    /** What a letter may take in that comes right after it. */
    interface Merging {
        /** Whether the later letter is part of this one now. */
        boolean merge(Letter later);
    }

    /** What a tool puts out; what follows of the same call is merged into it while it waits. */
    final class Output implements Letter, Merging {
        private final ToolCallId call;
        private final StringBuilder text;

        Output(ToolCallId call, String text) {
            this.call = call;
            this.text = new StringBuilder(text);
        }

        ToolCallId call() {
            return call;
        }

        CharSequence text() {
            return text;
        }

        @Override
        public boolean merge(Letter later) {
            boolean same = later instanceof Output more && call.equals(more.call) && !isFull();
            if (same) text.append(((Output) later).text);
            return same;
        }

        private boolean isFull() {
            return text.length() > RunningTool.MOST_SHOWN;
        }
    }

    /** Streamed arguments of a tool call; what follows of the same one is merged into it while it waits. */
    final class Arguments implements Letter, Merging {
        private final CallId call;
        private final int index;
        private final String tool;
        private final StringBuilder text;

        Arguments(CallId call, int index, String tool, String text) {
            this.call = call;
            this.index = index;
            this.tool = tool;
            this.text = new StringBuilder(text);
        }

        CallId call() {
            return call;
        }

        int index() {
            return index;
        }

        String tool() {
            return tool;
        }

        CharSequence text() {
            return text;
        }

        @Override
        public boolean merge(Letter later) {
            boolean same = later instanceof Arguments more && call.equals(more.call) && index == more.index;
            if (same) text.append(((Arguments) later).text);
            return same;
        }
    }

    /** Streamed text; what follows of the same call and kind is merged into it while it waits. */
    final class Heard implements Letter, Merging {
        private final CallId call;
        private final TextKind kind;
        private final StringBuilder text;

        Heard(CallId call, TextKind kind, String text) {
            this.call = call;
            this.kind = kind;
            this.text = new StringBuilder(text);
        }

        CallId call() {
            return call;
        }

        TextKind kind() {
            return kind;
        }

        CharSequence text() {
            return text;
        }

        @Override
        public boolean merge(Letter later) {
            boolean same = later instanceof Heard more && call.equals(more.call) && kind == more.kind;
            if (same) text.append(((Heard) later).text);
            return same;
        }
    }
}
