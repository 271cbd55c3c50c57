package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolReturn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happened in a chat, in the past tense. A fact knows no chat: its envelope does. */
public sealed interface Fact {
    /** A fact after which a request to a model is over. */
    interface CallOver {
        Usage usage();
    }

    record ChatCreated(WorldId world, Optional<String> title) implements Fact {}

    record TitleChanged(String title, TitleSource source) implements Fact {}

    /** A model was asked what to call the chat, whatever came of it. */
    record TitleCallEnded(Usage usage) implements Fact, CallOver {}

    /**
     * A message is stored and will come to exactly one end: delivered, withdrawn or failed.
     *
     * @param joins the turn that it is to join; empty when it is to have one of its own
     */
    record MessageAdmitted(MessageId message, Sender sender, String text, SendMode mode, Optional<TurnId> joins)
            implements Fact {}

    /** @param to the agents it is for; empty when it is for everyone */
    record MessageDelivered(MessageId message, TurnId turn, Optional<List<AgentId>> to) implements Fact {
        public MessageDelivered {
            to = to.map(List::copyOf);
        }
    }

    /**
     * A queued message was changed.
     *
     * @param text its new text; empty when it stays as it is
     * @param mode how it is to go in now
     */
    record MessageEdited(MessageId message, Optional<String> text, SendMode mode) implements Fact {}

    record MessageWithdrawn(MessageId message) implements Fact {}

    record MessageFailed(MessageId message, String reason) implements Fact {}

    /**
     * A turn began for a delivered message.
     *
     * @param settingsVersion the version of the world it runs with
     * @param continues       the unfinished turn that it goes on from
     */
    record TurnStarted(TurnId turn, MessageId message, long settingsVersion, Optional<TurnId> continues)
            implements Fact {}

    record ReplyStarted(TurnId turn, ReplyId reply, AgentId agent) implements Fact {}

    /**
     * A model is about to be asked.
     *
     * @param message  the message to come
     * @param compacts how far what the agent met is to be summed up; empty when the call is to answer
     */
    record ModelCallStarted(
            TurnId turn,
            ReplyId reply,
            CallId call,
            AgentId agent,
            MessageId message,
            ProviderId provider,
            String model,
            OptionalLong compacts)
            implements Fact {}

    record ModelCallEnded(
            TurnId turn,
            ReplyId reply,
            CallId call,
            MessageId message,
            CallOutcome outcome,
            Optional<String> reason,
            Usage usage)
            implements Fact, CallOver {}

    record MessagePosted(Message message) implements Fact {}

    /**
     * What an agent met in the chat up to a place is summed up: it is shown the summary in its stead.
     *
     * @param message the summary's own place in the transcript
     */
    record HistoryCompacted(TurnId turn, ReplyId reply, MessageId message, Part.Summary summary) implements Fact {
        /** As it stands in the transcript. */
        public Message inTranscript() {
            return new Message(
                    message,
                    Sender.SYSTEM,
                    Optional.of(turn),
                    Optional.empty(),
                    Optional.of(List.of(summary.agent())),
                    List.of(summary),
                    MessageState.COMPLETE,
                    Optional.empty());
        }
    }

    /**
     * The turn goes on when a person has answered.
     *
     * @param grant what the chat may use when it is let go on; empty when the question is not about a budget
     * @param tool  the call whose result the answer is; empty when no agent asks
     */
    record QuestionAsked(TurnId turn, Question question, Optional<Grant> grant, Optional<ToolCallId> tool)
            implements Fact {}

    /** @param answer empty when the turn ended before somebody answered */
    record QuestionAnswered(TurnId turn, QuestionId question, Optional<QuestionAnswer> answer) implements Fact {}

    /** A person let the chat go on beyond a budget. */
    record BudgetRaised(TurnId turn, Grant grant) implements Fact {}

    /**
     * A model asked for a tool.
     *
     * @param message   the message it is part of
     * @param arguments JSON as the model gave it
     */
    record ToolRequested(
            TurnId turn,
            ReplyId reply,
            AgentId agent,
            MessageId message,
            ToolCallId call,
            String tool,
            String arguments)
            implements Fact {}

    /** A person narrowed what tools may do in this chat, or gave it a workspace of its own. */
    record ToolsChanged(OwnTools tools) implements Fact {}

    /** The call runs when a person allows it. */
    record ApprovalRequested(TurnId turn, ReplyId reply, Approval approval) implements Fact {}

    /**
     * @param reason  why a person denied it
     * @param changed the arguments that it is allowed with in place of the model's
     */
    record ApprovalAnswered(
            TurnId turn,
            ReplyId reply,
            ToolCallId call,
            ApprovalDecision decision,
            Optional<String> reason,
            Optional<ChangedArguments> changed)
            implements Fact {}

    /**
     * A tool is about to run.
     *
     * @param arguments JSON that it runs with
     * @param binding   what it was allowed with
     */
    record ToolStarted(
            TurnId turn, ReplyId reply, AgentId agent, ToolCallId call, String tool, String arguments, String binding)
            implements Fact {}

    /** @param message the message that asked for it, of which the result is a part now */
    record ToolEnded(TurnId turn, ReplyId reply, MessageId message, ToolCallId call, ToolReturn result)
            implements Fact {}

    record ReplyEnded(TurnId turn, ReplyId reply, AgentId agent, ReplyOutcome outcome, Optional<String> reason)
            implements Fact {}

    /** The agent was to answer once more and has given as many replies as it may until a person writes again. */
    record ReplyLimited(TurnId turn, AgentId agent) implements Fact {}

    record TurnEnded(TurnId turn, TurnOutcome outcome, Optional<String> reason, Usage usage) implements Fact {}

    record QueuePaused(String reason) implements Fact {}

    record QueueResumed() implements Fact {}

    /** The chat itself says something to the person. */
    record NoticePosted(MessageId message, String text) implements Fact {}

    /**
     * The transcript ends before this message now: it and all that came after it are taken out of the history.
     *
     * @param from the seq at which the message has its place
     */
    record HistoryRewound(MessageId message, long from) implements Fact {}

    /**
     * What was taken out of the history is back in its place.
     *
     * @param rewound the seq of the fact that is undone
     */
    record HistoryRestored(long rewound) implements Fact {}

    /** The chat began as a copy of another up to this message of it; what was copied follows. */
    record ChatBranched(ChatId from, MessageId message) implements Fact {}

    record ChatDeleted() implements Fact {}

    record ChatRestored() implements Fact {}
}
