package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolUse;
import java.util.List;
import java.util.Optional;

/** What a chat is asked to do, or told by what it started. */
public sealed interface ChatCommand {
    /** @param branch what the chat begins with */
    record Create(WorldId world, Optional<String> title, Optional<Branch> branch) implements ChatCommand {}

    /** @param earlier what became of a message that was admitted with the same id before */
    record Send(MessageId message, Sender sender, String text, SendMode mode, Optional<Earlier> earlier)
            implements ChatCommand {}

    /**
     * Changes a message that is still queued.
     *
     * @param text its new text
     * @param mode how it is to go in from now on; {@link SendMode#REJECT} means nothing here
     */
    record EditQueued(MessageId message, Optional<String> text, Optional<SendMode> mode) implements ChatCommand {}

    /** Takes a message and all that came after it out of the history, ending the turn that runs. */
    record Rewind(PlacedMessage from) implements ChatCommand {}

    /** Rewinds to before a message and sends a text in its stead. */
    record Resend(PlacedMessage from, Send send) implements ChatCommand {}

    /** Brings back what the last rewinding took out of the history. */
    record Undo() implements ChatCommand {}

    record Withdraw(MessageId message) implements ChatCommand {}

    /** @param turn the turn to stop; empty for whichever runs */
    record Stop(Optional<TurnId> turn, QueueAfterStop queue) implements ChatCommand {}

    record Continue() implements ChatCommand {}

    /** What a person answers to a question. */
    record AnswerQuestion(QuestionId question, QuestionAnswer answer) implements ChatCommand {}

    /**
     * What a person decides about a call that waits for approval.
     *
     * @param reason  why it is denied, for the model
     * @param changed the arguments that it is allowed with in place of the model's
     */
    record AnswerApproval(
            ToolCallId call, ApprovalDecision decision, Optional<String> reason, Optional<ChangedArguments> changed)
            implements ChatCommand {
        public AnswerApproval {
            boolean right = decision == ApprovalDecision.ALLOW || changed.isEmpty();
            if (decision == ApprovalDecision.CANCELLED || !right) {
                throw new IllegalArgumentException("Nobody can answer " + decision + " with " + changed);
            }
        }
    }

    /** How the tools of the chat differ from those of its world from now on. */
    record ChangeTools(OwnTools tools) implements ChatCommand {}

    record Rename(String title) implements ChatCommand {}

    /** Says something to whoever reads the chat; no agent hears it. */
    record Note(MessageId message, String text) implements ChatCommand {}

    record Delete() implements ChatCommand {}

    record Restore() implements ChatCommand {}

    /** @param tools those that the model asked for, in its order */
    record CallEnded(TurnId turn, ReplyId reply, CallId call, CallResult result, List<ToolUse> tools)
            implements ChatCommand {
        public CallEnded {
            tools = List.copyOf(tools);
        }
    }

    /** What came of a tool that was started. */
    record ToolEnded(TurnId turn, ReplyId reply, ToolCallId call, ToolReturn result) implements ChatCommand {}

    /**
     * @param call  the request it came from
     * @param first where the exchange that it names began
     * @param title blank when no model gave one
     * @param usage of the request
     */
    record TitleMade(CallId call, long first, String title, Usage usage) implements ChatCommand {}

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
     * @param joins       the turn it was to join; empty when it was to have one of its own
     */
    record Earlier(boolean sameText, Optional<TurnId> startedTurn, Optional<TurnId> joins) {}
}
