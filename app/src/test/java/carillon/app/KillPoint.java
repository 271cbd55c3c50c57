package carillon.app;

import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.CallOutcome;
import carillon.core.chat.Fact;
import carillon.core.chat.TitleSource;
import carillon.core.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A named place in the running program: just before or just after something is stored or done. */
record KillPoint(Side side, Act act) {
    enum Side {
        BEFORE,
        AFTER
    }

    /** First what an append can hold, then what else is stored, then what is done outside. */
    enum Act {
        CREATE,
        ADMIT,
        START_TURN,
        CONTINUE_TURN,
        STORE_ANSWER,
        STOP,
        INTERRUPT,
        RENAME,
        STORE_TITLE,
        WITHDRAW,
        EDIT_QUEUED,
        REWIND,
        UNDO,
        PAUSE,
        RESUME,
        TRASH,
        RESTORE,
        REQUEST_TOOL,
        ASK_APPROVAL,
        ANSWER_APPROVAL,
        CANCEL_APPROVAL,
        START_TOOL,
        STORE_RESULT,
        STOP_TOOL,
        LOSE_TOOL,
        SAVE_TEXT,
        SAVE_SEEN,
        SAVE_WORLD,
        ASK_MODEL,
        HEAR_MODEL,
        ASK_FOR_TITLE,
        RUN_TOOL,
        HEAR_TOOL;

        static Optional<Act> of(Fact fact) {
            return switch (fact) {
                case Fact.ChatCreated _ -> Optional.of(CREATE);
                case Fact.MessageAdmitted _ -> Optional.of(ADMIT);
                case Fact.TurnStarted started ->
                    Optional.of(started.continues().isPresent() ? CONTINUE_TURN : START_TURN);
                case Fact.ModelCallEnded ended -> of(ended.outcome());
                case Fact.TitleChanged changed ->
                    Optional.of(changed.source() == TitleSource.HAND ? RENAME : STORE_TITLE);
                case Fact.MessageWithdrawn _ -> Optional.of(WITHDRAW);
                case Fact.MessageEdited _ -> Optional.of(EDIT_QUEUED);
                case Fact.HistoryRewound _ -> Optional.of(REWIND);
                case Fact.HistoryRestored _ -> Optional.of(UNDO);
                case Fact.QueuePaused _ -> Optional.of(PAUSE);
                case Fact.QueueResumed _ -> Optional.of(RESUME);
                case Fact.ChatDeleted _ -> Optional.of(TRASH);
                case Fact.ChatRestored _ -> Optional.of(RESTORE);
                case Fact.ToolRequested _ -> Optional.of(REQUEST_TOOL);
                case Fact.ApprovalRequested _ -> Optional.of(ASK_APPROVAL);
                case Fact.ApprovalAnswered answered ->
                    Optional.of(answered.decision() == ApprovalDecision.CANCELLED ? CANCEL_APPROVAL : ANSWER_APPROVAL);
                case Fact.ToolStarted _ -> Optional.of(START_TOOL);
                case Fact.ToolEnded ended -> of(ended.result().outcome());
                case Fact.TitleCallEnded _,
                        Fact.MessageDelivered _,
                        Fact.MessageFailed _,
                        Fact.ReplyStarted _,
                        Fact.ModelCallStarted _,
                        Fact.MessagePosted _,
                        Fact.ReplyEnded _,
                        Fact.ReplyLimited _,
                        Fact.HistoryCompacted _,
                        Fact.QuestionAsked _,
                        Fact.QuestionAnswered _,
                        Fact.BudgetRaised _,
                        Fact.ToolsChanged _,
                        Fact.TurnEnded _,
                        Fact.NoticePosted _,
                        Fact.ChatBranched _ -> Optional.empty();
            };
        }

        private static Optional<Act> of(CallOutcome outcome) {
            return switch (outcome) {
                case ANSWERED -> Optional.of(STORE_ANSWER);
                case STOPPED -> Optional.of(STOP);
                case INTERRUPTED -> Optional.of(INTERRUPT);
                case EMPTY, TOO_LONG, FAILED -> Optional.empty();
            };
        }

        private static Optional<Act> of(ToolOutcome outcome) {
            return switch (outcome) {
                case RETURNED, FAILED -> Optional.of(STORE_RESULT);
                case STOPPED -> Optional.of(STOP_TOOL);
                case UNKNOWN -> Optional.of(LOSE_TOOL);
                case DENIED, REFUSED -> Optional.empty();
            };
        }
    }

    static List<KillPoint> all() {
        var all = new ArrayList<KillPoint>();
        for (Act act : Act.values()) {
            for (Side side : Side.values()) all.add(new KillPoint(side, act));
        }
        return all;
    }

    static KillPoint parse(String side, String act) {
        return new KillPoint(Side.valueOf(side), Act.valueOf(act));
    }

    @Override
    public String toString() {
        return side + " " + act;
    }
}
