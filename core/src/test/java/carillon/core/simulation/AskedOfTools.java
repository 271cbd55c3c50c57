package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a command must come to for the calls of tools, by what the log said before. */
final class AskedOfTools {
    private final List<Approval> waiting;
    private final Set<ToolCallId> running;

    AskedOfTools(LogReading log) {
        waiting = log.tools().approvals();
        running = log.tools().running().stream()
                .map(tool -> tool.requested().call())
                .collect(Collectors.toSet());
    }

    boolean waits(ToolCallId call) {
        return waiting.stream().anyMatch(approval -> approval.call().equals(call));
    }

    boolean runs(ToolCallId call) {
        return running.contains(call);
    }

    /** A person has decided: about this call, and about others only when it was for the whole chat. */
    void decided(ChatCommand.AnswerApproval answer, List<Fact> facts) {
        String scope = waiting.stream()
                .filter(approval -> approval.call().equals(answer.call()))
                .map(Approval::scope)
                .findFirst()
                .orElseThrow();
        Set<ToolCallId> meant = waiting.stream()
                .filter(approval -> answer.decision() == ApprovalDecision.ALLOW_CHAT
                        ? approval.scope().equals(scope)
                        : approval.call().equals(answer.call()))
                .map(Approval::call)
                .collect(Collectors.toSet());
        var settled = new HashSet<ToolCallId>();
        var started = new HashSet<ToolCallId>();
        var denied = new HashSet<ToolCallId>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.ApprovalAnswered each) settled.add(each.call());
            if (fact instanceof Fact.ToolStarted each) started.add(each.call());
            if (fact instanceof Fact.ToolEnded each && each.result().outcome() == ToolOutcome.DENIED)
                denied.add(each.call());
        }
        boolean yes = answer.decision() != ApprovalDecision.DENY;
        kept(settled.equals(meant), "What is meant is decided, and nothing else", answer, settled, meant);
        kept(started.equals(yes ? meant : Set.of()), "What is allowed runs", answer, started);
        kept(denied.equals(yes ? Set.of() : meant), "What is denied comes back as a result", answer, denied);
    }

    /**
     * Nobody runs any more what ran, and the turn waits on for a person.
     *
     * @param mayGoOn whether what has all its results goes on now
     */
    void lost(List<Fact> facts, boolean mayGoOn) {
        var unknown = new HashSet<ToolCallId>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.ToolEnded ended && ended.result().outcome() == ToolOutcome.UNKNOWN)
                unknown.add(ended.call());
            else kept(mayGoOn && isGoingOn(fact), "What waits for a person waits on", fact);
        }
        kept(unknown.equals(running), "What ran is unknown", unknown, running);
    }

    /** A model is asked with what it asked for, or whatever waited to steer it, or a person is asked whether it may. */
    private static boolean isGoingOn(Fact fact) {
        return fact instanceof Fact.ModelCallStarted
                || fact instanceof Fact.QuestionAsked
                || fact instanceof Fact.MessageDelivered
                || fact instanceof Fact.NoticePosted
                || fact instanceof Fact.QueueResumed
                || fact instanceof Fact.MessagePosted
                || fact instanceof Fact.ReplyEnded
                || fact instanceof Fact.ReplyStarted
                || fact instanceof Fact.ReplyLimited;
    }
}
