package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Part;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** The calls of tools in a {@link LogReading}, and what needs no approval in its chat any more. */
final class ToolsReading {
    private final Map<ToolCallId, ToolReading> calls = new LinkedHashMap<>();
    private final List<ToolReading> open = new ArrayList<>();
    private final Set<String> allowed = new LinkedHashSet<>();
    private final Deque<ToolUse> wanted = new ArrayDeque<>();
    private ChatCommand command = new ChatCommand.Recover();
    private Optional<MessageId> asking = Optional.empty();
    private Optional<TurnOutcome> cut = Optional.empty();
    private OwnTools own = OwnTools.NONE;
    private boolean cancelled;

    /**
     * The facts of one command come next.
     *
     * @param ends how the turn that runs is to end if the command ends it
     */
    void begin(ChatCommand next, Optional<TurnOutcome> ends) {
        command = next;
        cut = ends;
        cancelled = false;
        asking = Optional.empty();
    }

    /** @param busy whether a turn runs */
    void change(OwnTools changed, boolean busy) {
        kept(!changed.equals(own), "A change changes something", changed);
        boolean moves = !changed.workspace().equals(own.workspace());
        kept(!moves || !busy, "A call that was judged in one folder runs in no other", changed, own);
        own = changed;
    }

    /** A model's message asks for tools, which are requested next, in its order. */
    void wants(Message message) {
        List<ToolUse> uses = command instanceof ChatCommand.CallEnded call ? call.tools() : List.of();
        List<Part> expected = new ArrayList<>();
        for (ToolUse use : uses) {
            expected.add(new Part.ToolCall(use.id(), use.tool(), use.arguments(), Optional.empty()));
        }
        List<Part> last = message.parts()
                .subList(
                        message.parts().size() - expected.size(),
                        message.parts().size());
        kept(last.equals(expected), "A message asks for what its model asked for", message, uses);
        asking = Optional.of(message.id());
        wanted.addAll(uses);
    }

    void request(Fact.ToolRequested fact) {
        kept(!wanted.isEmpty() && asking.isPresent(), "A tool is requested for a message that asks for it", fact);
        ToolUse use = wanted.removeFirst();
        var expected = new Fact.ToolRequested(
                fact.turn(), fact.reply(), fact.agent(), asking.orElseThrow(), use.id(), use.tool(), use.arguments());
        kept(fact.equals(expected), "Tools are requested in the model's order, as it asked", fact, expected);
        var call = new ToolReading(fact, use.verdict());
        kept(calls.put(use.id(), call) == null, "A call is requested once", fact);
        open.add(call);
    }

    void needsApproval(Fact.ApprovalRequested fact) {
        begun(fact.approval().call(), fact).needsApproval(fact, allowed);
    }

    void decide(Fact.ApprovalAnswered fact) {
        ToolReading call = known(fact.call(), fact);
        Optional<String> scope = call.undecided().map(Approval::scope);
        if (command instanceof ChatCommand.AnswerApproval answer
                && !answer.call().equals(fact.call())) {
            Optional<String> meant = known(answer.call(), answer).scope();
            kept(scope.equals(meant), "Only what is of the same scope is let go too", fact, scope, meant);
        }
        call.decide(fact, command, cut.isPresent());
        cancelled |= fact.decision() == ApprovalDecision.CANCELLED;
        if (fact.decision() == ApprovalDecision.ALLOW_CHAT) allowed.add(scope.orElseThrow());
    }

    void ask(Fact.QuestionAsked fact) {
        begun(fact.tool().orElseThrow(), fact).ask(fact);
    }

    /** What the call asked is settled. */
    void answer(Fact.QuestionAsked asked, Fact.QuestionAnswered fact) {
        asked.tool().ifPresent(call -> fact.answer().ifPresent(known(call, fact)::tell));
        if (fact.answer().isPresent()) return;
        kept(cut.isPresent(), "A question is answered by a person while the turn goes on", fact, command);
        cancelled = true;
    }

    /** A message that an agent sends by a tool. */
    void say(Message message) {
        ReplyId reply = message.origin().orElseThrow().reply();
        ToolReading saying = openOf(reply).stream()
                .filter(ToolReading::isToSay)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No tool says that: " + message));
        saying.say(message);
    }

    void start(Fact.ToolStarted fact) {
        boolean asked = command instanceof ChatCommand.CallEnded || command instanceof ChatCommand.AnswerApproval;
        kept(asked, "A tool is started when its model asks or a person allows it, never by itself", fact, command);
        begun(fact.call(), fact).start(fact, allowed);
    }

    /** @param others whether an agent can tell these something */
    void end(Fact.ToolEnded fact, BiPredicate<AgentId, List<AgentId>> others) {
        ToolReading call = begun(fact.call(), fact);
        call.end(fact, command, cut, others);
        open.remove(call);
    }

    private ToolReading begun(ToolCallId call, Object seen) {
        kept(wanted.isEmpty(), "All that a model asks for is requested first", seen, wanted);
        return known(call, seen);
    }

    private ToolReading known(ToolCallId call, Object seen) {
        kept(calls.containsKey(call), "Only what was requested goes on", seen);
        return calls.get(call);
    }

    /** @param cutOff whether the turn that ran before the command has ended */
    void hold(boolean cutOff) {
        kept(wanted.isEmpty(), "All that a model asks for is requested", wanted);
        kept(!cancelled || cutOff, "What is asked stays open while its turn does", command);
        for (ToolReading call : open) call.hold(allowed);
    }

    /** How the tools of the chat differ from those of its world. */
    OwnTools own() {
        return own;
    }

    Set<String> allowed() {
        return allowed;
    }

    Set<ToolCallId> known() {
        return calls.keySet();
    }

    List<ToolReading> open() {
        return List.copyOf(open);
    }

    List<ToolReading> openOf(ReplyId reply) {
        return open.stream()
                .filter(call -> call.requested().reply().equals(reply))
                .toList();
    }

    List<ToolReading> running() {
        return open.stream().filter(ToolReading::runs).toList();
    }

    List<Approval> approvals() {
        return open.stream().flatMap(call -> call.undecided().stream()).toList();
    }
}
