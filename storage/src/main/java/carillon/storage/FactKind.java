package carillon.storage;

import carillon.core.chat.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each fact is called in the store. A name, once used, never changes its meaning. */
enum FactKind {
    CHAT_CREATED("chat-created", Fact.ChatCreated.class),
    TITLE_CHANGED("title-changed", Fact.TitleChanged.class),
    TITLE_CALL_ENDED("title-call-ended", Fact.TitleCallEnded.class),
    MESSAGE_ADMITTED("message-admitted", Fact.MessageAdmitted.class),
    MESSAGE_DELIVERED("message-delivered", Fact.MessageDelivered.class),
    MESSAGE_EDITED("message-edited", Fact.MessageEdited.class),
    MESSAGE_WITHDRAWN("message-withdrawn", Fact.MessageWithdrawn.class),
    MESSAGE_FAILED("message-failed", Fact.MessageFailed.class),
    TURN_STARTED("turn-started", Fact.TurnStarted.class),
    REPLY_STARTED("reply-started", Fact.ReplyStarted.class),
    MODEL_CALL_STARTED("model-call-started", Fact.ModelCallStarted.class),
    MODEL_CALL_ENDED("model-call-ended", Fact.ModelCallEnded.class),
    MESSAGE_POSTED("message-posted", Fact.MessagePosted.class),
    HISTORY_COMPACTED("history-compacted", Fact.HistoryCompacted.class),
    QUESTION_ASKED("question-asked", Fact.QuestionAsked.class),
    QUESTION_ANSWERED("question-answered", Fact.QuestionAnswered.class),
    BUDGET_RAISED("budget-raised", Fact.BudgetRaised.class),
    TOOLS_CHANGED("tools-changed", Fact.ToolsChanged.class),
    TOOL_REQUESTED("tool-requested", Fact.ToolRequested.class),
    APPROVAL_REQUESTED("approval-requested", Fact.ApprovalRequested.class),
    APPROVAL_ANSWERED("approval-answered", Fact.ApprovalAnswered.class),
    TOOL_STARTED("tool-started", Fact.ToolStarted.class),
    TOOL_ENDED("tool-ended", Fact.ToolEnded.class),
    REPLY_ENDED("reply-ended", Fact.ReplyEnded.class),
    REPLY_LIMITED("reply-limited", Fact.ReplyLimited.class),
    TURN_ENDED("turn-ended", Fact.TurnEnded.class),
    QUEUE_PAUSED("queue-paused", Fact.QueuePaused.class),
    QUEUE_RESUMED("queue-resumed", Fact.QueueResumed.class),
    NOTICE_POSTED("notice-posted", Fact.NoticePosted.class),
    HISTORY_REWOUND("history-rewound", Fact.HistoryRewound.class),
    HISTORY_RESTORED("history-restored", Fact.HistoryRestored.class),
    CHAT_BRANCHED("chat-branched", Fact.ChatBranched.class),
    CHAT_DELETED("chat-deleted", Fact.ChatDeleted.class),
    CHAT_RESTORED("chat-restored", Fact.ChatRestored.class);

    private static final Map<String, FactKind> BY_STORED =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(FactKind::stored, Function.identity()));

    private final String stored;
    private final Class<? extends Fact> type;

    FactKind(String stored, Class<? extends Fact> type) {
        this.stored = stored;
        this.type = type;
    }

    String stored() {
        return stored;
    }

    Class<? extends Fact> type() {
        return type;
    }

    static Optional<FactKind> ofStored(String stored) {
        return Optional.ofNullable(BY_STORED.get(stored));
    }

    static FactKind of(Fact fact) {
        return switch (fact) {
            case Fact.ChatCreated _ -> CHAT_CREATED;
            case Fact.TitleChanged _ -> TITLE_CHANGED;
            case Fact.TitleCallEnded _ -> TITLE_CALL_ENDED;
            case Fact.MessageAdmitted _ -> MESSAGE_ADMITTED;
            case Fact.MessageDelivered _ -> MESSAGE_DELIVERED;
            case Fact.MessageEdited _ -> MESSAGE_EDITED;
            case Fact.MessageWithdrawn _ -> MESSAGE_WITHDRAWN;
            case Fact.MessageFailed _ -> MESSAGE_FAILED;
            case Fact.TurnStarted _ -> TURN_STARTED;
            case Fact.ReplyStarted _ -> REPLY_STARTED;
            case Fact.ModelCallStarted _ -> MODEL_CALL_STARTED;
            case Fact.ModelCallEnded _ -> MODEL_CALL_ENDED;
            case Fact.MessagePosted _ -> MESSAGE_POSTED;
            case Fact.HistoryCompacted _ -> HISTORY_COMPACTED;
            case Fact.QuestionAsked _ -> QUESTION_ASKED;
            case Fact.QuestionAnswered _ -> QUESTION_ANSWERED;
            case Fact.BudgetRaised _ -> BUDGET_RAISED;
            case Fact.ToolsChanged _ -> TOOLS_CHANGED;
            case Fact.ToolRequested _ -> TOOL_REQUESTED;
            case Fact.ApprovalRequested _ -> APPROVAL_REQUESTED;
            case Fact.ApprovalAnswered _ -> APPROVAL_ANSWERED;
            case Fact.ToolStarted _ -> TOOL_STARTED;
            case Fact.ToolEnded _ -> TOOL_ENDED;
            case Fact.ReplyEnded _ -> REPLY_ENDED;
            case Fact.ReplyLimited _ -> REPLY_LIMITED;
            case Fact.TurnEnded _ -> TURN_ENDED;
            case Fact.QueuePaused _ -> QUEUE_PAUSED;
            case Fact.QueueResumed _ -> QUEUE_RESUMED;
            case Fact.NoticePosted _ -> NOTICE_POSTED;
            case Fact.HistoryRewound _ -> HISTORY_REWOUND;
            case Fact.HistoryRestored _ -> HISTORY_RESTORED;
            case Fact.ChatBranched _ -> CHAT_BRANCHED;
            case Fact.ChatDeleted _ -> CHAT_DELETED;
            case Fact.ChatRestored _ -> CHAT_RESTORED;
        };
    }
}
