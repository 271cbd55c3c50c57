package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import java.util.Optional;

/** What a chat is asked to do, or told by what it started. */
public sealed interface ChatCommand {
    record Create(WorldId world, Optional<String> title) implements ChatCommand {}

    /** @param earlier what became of a message that was admitted with the same id before */
    record Send(MessageId message, Sender sender, String text, SendMode mode, Optional<Earlier> earlier)
            implements ChatCommand {}

    record Withdraw(MessageId message) implements ChatCommand {}

    /** @param turn the turn to stop; empty for whichever runs */
    record Stop(Optional<TurnId> turn, QueueAfterStop queue) implements ChatCommand {}

    record Continue() implements ChatCommand {}

    record Rename(String title) implements ChatCommand {}

    record Delete() implements ChatCommand {}

    record Restore() implements ChatCommand {}

    record CallEnded(TurnId turn, ReplyId reply, CallId call, CallResult result) implements ChatCommand {}

    /** @param call the request it came from; blank when no model gave one */
    record TitleMade(CallId call, String title) implements ChatCommand {}

    /** A new owner took over: whatever ran belongs to a process that is gone, and the queue goes on. */
    record Recover() implements ChatCommand {}

    /** The chat's owner met a fault of its own: the turn fails rather than run on. */
    record Abort(String reason) implements ChatCommand {}

    /** The process is about to end: nothing may run any more, and nothing new starts. */
    record ShutDown() implements ChatCommand {}

    /**
     * A message that was admitted under the same id.
     *
     * @param startedTurn the turn it started at once; empty when it was queued
     */
    record Earlier(boolean sameText, Optional<TurnId> startedTurn) {}
}
