package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.CallOutcome;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.ReplyOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A reply of a {@link TurnReading} that has not ended: its model calls, and the messages that they make. */
final class ReplyReading {
    private static final int MOST_CALLS = 50;
    private static final int MOST_EMPTY_CALLS = 2;

    private final ReplyId id;
    private final AgentId agent;
    private final Set<AgentId> askers;
    private final List<CallOutcome> calls = new ArrayList<>();
    private Optional<Fact.ModelCallStarted> open = Optional.empty();
    private Optional<Fact.ModelCallStarted> last = Optional.empty();
    private OptionalLong asked = OptionalLong.empty();
    private Usage spent = Usage.NONE;
    private Optional<MessageState> posted = Optional.empty();
    private boolean owesMessage;
    private boolean usedTools;

    ReplyReading(ReplyId id, AgentId agent, Set<AgentId> askers) {
        this.id = id;
        this.agent = agent;
        this.askers = askers;
    }

    ReplyId id() {
        return id;
    }

    AgentId agent() {
        return agent;
    }

    Set<AgentId> askers() {
        return askers;
    }

    Optional<Fact.ModelCallStarted> open() {
        return open;
    }

    /** The call whose message is the next to be posted. */
    Optional<Fact.ModelCallStarted> toPost() {
        return owesMessage ? last : Optional.empty();
    }

    /** The facts of one command come next. */
    void begin() {
        owesMessage = false;
    }

    void start(Fact.ModelCallStarted call, long seq) {
        kept(open.isEmpty() && posted.isEmpty(), "One call of a reply at a time", call);
        kept(mayAskAgain(), "A model is asked again for a reason", call, calls);
        kept(calls.size() < MOST_CALLS, "A model is not asked without end", call, calls.size());
        boolean sumsUp = sumsUp();
        CallOutcome before = calls.isEmpty() ? CallOutcome.ANSWERED : calls.getLast();
        boolean wanted = before == CallOutcome.TOO_LONG || (before == CallOutcome.EMPTY && sumsUp);
        kept(call.compacts().isEmpty() || wanted, "What fits is not summed up", call, calls);
        open = Optional.of(call);
        last = open;
        asked = OptionalLong.of(seq);
        usedTools = false;
    }

    private boolean mayAskAgain() {
        if (calls.isEmpty()) return true;
        return switch (calls.getLast()) {
            case EMPTY -> {
                int empty = 0;
                for (CallOutcome outcome : calls.reversed()) {
                    if (outcome != CallOutcome.EMPTY) break;
                    empty++;
                }
                yield empty < MOST_EMPTY_CALLS;
            }
            case TOO_LONG -> true;
            case ANSWERED -> sumsUp() || usedTools;
            case STOPPED, FAILED, INTERRUPTED -> false;
        };
    }

    /** Whether its last call was to sum up. */
    private boolean sumsUp() {
        return last.filter(call -> call.compacts().isPresent()).isPresent();
    }

    void end(Fact.ModelCallEnded call) {
        boolean meant = open.filter(each ->
                        each.call().equals(call.call()) && each.message().equals(call.message()))
                .isPresent();
        kept(meant, "A call that is open ends once", call);
        calls.add(call.outcome());
        owesMessage = true;
        spent = call.usage();
        open = Optional.empty();
    }

    /** @param text what the model streamed */
    void compact(Fact.HistoryCompacted fact, String text) {
        Fact.ModelCallStarted call = last.orElseThrow();
        boolean own = owesMessage
                && calls.getLast() == CallOutcome.ANSWERED
                && call.message().equals(fact.message())
                && call.compacts().equals(OptionalLong.of(fact.summary().upTo()))
                && fact.summary().agent().equals(agent)
                && fact.summary().text().equals(text);
        kept(own, "A summary is what the model made of what it was shown", fact, call);
        owesMessage = false;
    }

    /** A message that asks for tools goes before others; any other is the last. */
    void post(Message message) {
        kept(posted.isEmpty() && open.isEmpty(), "A reply posts when its call is over, and once at its end", message);
        Message.Origin origin = message.origin().orElseThrow();
        Optional<Fact.ModelCallStarted> call = toPost();
        boolean own = origin.agent().equals(agent)
                && origin.asked().equals(owesMessage ? asked : OptionalLong.empty())
                && origin.usage().equals(owesMessage ? spent : Usage.NONE)
                && origin.model().equals(call.map(Fact.ModelCallStarted::model))
                && origin.provider().equals(call.map(Fact.ModelCallStarted::provider));
        kept(own, "A message says what made it", message);
        Optional<MessageId> promised = call.map(Fact.ModelCallStarted::message);
        kept(promised.isEmpty() || promised.get().equals(message.id()), "A call makes the message it was to", message);
        usedTools = asksForTools(message);
        kept(!usedTools || call.isPresent(), "A model asks for tools", message);
        if (!usedTools) posted = Optional.of(message.state());
        owesMessage = false;
    }

    static boolean asksForTools(Message message) {
        return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    ReplyOutcome end(Fact.ReplyEnded fact) {
        kept(agent.equals(fact.agent()) && open.isEmpty(), "A reply ends when its call is over", fact);
        ReplyOutcome expected = switch (posted.orElseThrow(() -> new AssertionError("It said nothing: " + fact))) {
            case COMPLETE -> ReplyOutcome.ANSWERED;
            case STOPPED -> ReplyOutcome.STOPPED;
            case FAILED -> ReplyOutcome.FAILED;
            case INTERRUPTED -> ReplyOutcome.INTERRUPTED;
        };
        kept(fact.outcome() == expected, "A reply ends as its message did", fact, expected);
        return expected;
    }
}
