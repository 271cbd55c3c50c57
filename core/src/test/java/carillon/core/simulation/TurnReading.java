package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.CallOutcome;
import carillon.core.chat.Fact;
import carillon.core.chat.Grant;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.ReplyOutcome;
import carillon.core.chat.Said;
import carillon.core.chat.Sender;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.routing.NaiveReading;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** One turn of a {@link LogReading}. */
final class TurnReading {
    private static final int MOST_EMPTY_CALLS = 2;

    /** A reply that has not ended. */
    static final class Reply {
        private final ReplyId id;
        private final AgentId agent;
        private final Set<AgentId> askers;
        private final List<CallOutcome> calls = new ArrayList<>();
        private Optional<Fact.ModelCallStarted> open = Optional.empty();
        private Optional<Fact.ModelCallStarted> last = Optional.empty();
        private OptionalLong asked = OptionalLong.empty();
        private Usage spent = Usage.NONE;
        private Optional<MessageState> posted = Optional.empty();
        private boolean endedNow;

        Reply(ReplyId id, AgentId agent, Set<AgentId> askers) {
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

        /** Whether its last call was to sum up. */
        private boolean sumsUp() {
            return last.filter(call -> call.compacts().isPresent()).isPresent();
        }

        Optional<Fact.ModelCallStarted> open() {
            return open;
        }
    }

    private final Fact.TurnStarted started;
    private final World world;
    private final NaiveReading reading;
    private final Function<CallId, Said> said;
    private final Map<AgentId, Set<AgentId>> due = new LinkedHashMap<>();
    private final Map<AgentId, Set<AgentId>> broken = new LinkedHashMap<>();
    private final Map<ReplyId, Reply> open = new LinkedHashMap<>();
    private final List<List<AgentId>> joining = new ArrayList<>();
    private final Map<QuestionId, Fact.QuestionAsked> questions = new LinkedHashMap<>();
    private Optional<Grant> granted = Optional.empty();
    private Optional<TurnOutcome> outcome = Optional.empty();
    private Usage spent = Usage.NONE;
    private boolean answered;
    private boolean failed;
    private boolean limited;

    private TurnReading(Fact.TurnStarted started, World world, Function<CallId, Said> said) {
        this.started = started;
        this.world = world;
        this.said = said;
        reading = new NaiveReading(world);
    }

    static TurnReading of(
            Fact.TurnStarted started, World world, Function<CallId, Said> said, LogReading.Known message) {
        var turn = new TurnReading(started, world, said);
        if (message.sender() == Sender.SYSTEM) return turn;
        turn.reading.answeringPerson(message.text()).forEach(agent -> turn.due.put(agent, new LinkedHashSet<>()));
        return turn;
    }

    /** The turn that takes up what this one left. */
    TurnReading goneOn(Fact.TurnStarted next, World newest) {
        kept(unfinished() && next.continues().equals(Optional.of(id())), "Only what broke off goes on", next);
        kept(next.message().equals(started.message()), "What goes on is about the same message", next);
        var turn = new TurnReading(next, newest, said);
        broken.forEach((agent, askers) -> turn.owe(turn.due, agent, askers));
        due.forEach((agent, askers) -> turn.owe(turn.due, agent, askers));
        return turn;
    }

    /** A message joins: whom it names owes a reply, and if they are all replying it comes with the next call of one. */
    void join(Fact.MessageDelivered fact, LogReading.Known message) {
        List<AgentId> replying = replying();
        if (NaiveReading.leads(message.text())) {
            List<AgentId> named = named(message);
            kept(fact.to().equals(Optional.of(named)), "It joins those whom it names", fact, named);
            if (!named.isEmpty() && replying.containsAll(named)) joining.add(named);
            named.forEach(agent -> owe(due, agent, List.of()));
        } else {
            kept(fact.to().equals(Optional.of(replying)), "What names nobody joins all who are replying", fact);
            joining.add(replying);
        }
    }

    private List<AgentId> named(LogReading.Known message) {
        return message.sender() == Sender.SYSTEM ? List.of() : reading.answeringPerson(message.text());
    }

    private List<AgentId> replying() {
        return open.values().stream().map(Reply::agent).toList();
    }

    /** Whether a message that waits to join would join at a model call of this agent. */
    boolean selects(LogReading.Known message, AgentId agent) {
        return !NaiveReading.leads(message.text()) || named(message).contains(agent);
    }

    /** Whether there is a call to wait for, for a message that is to join. */
    boolean isBusyFor(LogReading.Known message) {
        if (!NaiveReading.leads(message.text())) return true;
        List<AgentId> named = named(message);
        return !named.isEmpty() && replying().containsAll(named);
    }

    /** What joined at a model call comes right before it. */
    void follows(Fact fact) {
        boolean beside = fact instanceof Fact.MessageDelivered
                || fact instanceof Fact.NoticePosted
                || fact instanceof Fact.QueueResumed;
        if (joining.isEmpty() || beside) return;
        boolean asked = fact instanceof Fact.ModelCallStarted call
                && joining.stream().allMatch(agents -> agents.contains(call.agent()));
        kept(asked, "What steers joins at a model call of whom it selects", fact, joining);
        joining.clear();
    }

    private void owe(Map<AgentId, Set<AgentId>> list, AgentId agent, Collection<AgentId> askers) {
        list.computeIfAbsent(agent, _ -> new LinkedHashSet<>()).addAll(askers);
    }

    private Reply reply(ReplyId reply, Object seen) {
        kept(open.containsKey(reply), "Only a reply that is open goes on", seen);
        return open.get(reply);
    }

    void start(ReplyId reply, AgentId agent) {
        boolean free = open.values().stream().noneMatch(each -> each.agent.equals(agent));
        kept(free, "An agent gives one reply at a time", agent);
        kept(due.containsKey(agent), "Only who is asked replies", agent, due);
        open.put(reply, new Reply(reply, agent, due.remove(agent)));
    }

    void start(Fact.ModelCallStarted call, long seq) {
        Reply reply = reply(call.reply(), call);
        Optional<ModelChoice> model = world.agent(reply.agent).flatMap(world::modelOf);
        boolean own = call.agent().equals(reply.agent)
                && model.isPresent()
                && model.get().provider().equals(call.provider())
                && model.get().model().equals(call.model());
        kept(own, "An agent asks the model that its world gives it", call, model);
        kept(reply.open.isEmpty() && reply.posted.isEmpty(), "One call of a reply at a time", call);
        kept(mayAskAgain(reply), "A model is asked again for a reason", call, reply.calls);
        boolean sumsUp = reply.sumsUp();
        CallOutcome before = reply.calls.isEmpty() ? CallOutcome.ANSWERED : reply.calls.getLast();
        boolean wanted = before == CallOutcome.TOO_LONG || (before == CallOutcome.EMPTY && sumsUp);
        kept(call.compacts().isEmpty() || wanted, "What fits is not summed up", call, reply.calls);
        kept(questions.isEmpty(), "While a person is asked no model is", call, questions);
        boolean askedByPeople =
                due.getOrDefault(reply.agent, Set.of(reply.agent)).isEmpty();
        if (askedByPeople) due.remove(reply.agent);
        reply.open = Optional.of(call);
        reply.last = reply.open;
        reply.asked = OptionalLong.of(seq);
    }

    private static boolean mayAskAgain(Reply reply) {
        if (reply.calls.isEmpty()) return true;
        return switch (reply.calls.getLast()) {
            case EMPTY -> {
                int empty = 0;
                for (CallOutcome outcome : reply.calls.reversed()) {
                    if (outcome != CallOutcome.EMPTY) break;
                    empty++;
                }
                yield empty < MOST_EMPTY_CALLS;
            }
            case TOO_LONG -> true;
            case ANSWERED -> reply.sumsUp();
            case STOPPED, FAILED, INTERRUPTED -> false;
        };
    }

    /** The facts of one command come next. */
    void begin() {
        open.values().forEach(reply -> reply.endedNow = false);
        granted = Optional.empty();
    }

    void compact(Fact.HistoryCompacted fact) {
        Reply reply = reply(fact.reply(), fact);
        Fact.ModelCallStarted call = reply.last.orElseThrow();
        boolean own = reply.endedNow
                && reply.calls.getLast() == CallOutcome.ANSWERED
                && call.message().equals(fact.message())
                && call.compacts().equals(OptionalLong.of(fact.summary().upTo()))
                && fact.summary().agent().equals(reply.agent)
                && fact.summary().text().equals(said.apply(call.call()).text());
        kept(own, "A summary is what the model made of what it was shown", fact, call);
    }

    void ask(Fact.QuestionAsked fact) {
        boolean held = open.values().stream().anyMatch(reply -> reply.open.isEmpty());
        kept(held && questions.isEmpty(), "A person is asked once, for a reply that waits", fact, questions);
        questions.put(fact.question().id(), fact);
    }

    void answer(Fact.QuestionAnswered fact) {
        Fact.QuestionAsked asked = questions.remove(fact.question());
        kept(asked != null, "A question is settled once", fact);
        boolean goesOn = fact.answer()
                .filter(answer -> answer.choices().equals(List.of("Go on")))
                .isPresent();
        granted = goesOn ? asked.grant() : Optional.empty();
    }

    /** What a person has just allowed. */
    Optional<Grant> granted() {
        return granted;
    }

    Map<QuestionId, Fact.QuestionAsked> questions() {
        return questions;
    }

    /** Whether nothing of it runs until a person answers. */
    boolean waitsForPerson() {
        return !questions.isEmpty() && calls().isEmpty();
    }

    void end(Fact.ModelCallEnded call) {
        Reply reply = reply(call.reply(), call);
        boolean meant = reply.open
                .filter(each ->
                        each.call().equals(call.call()) && each.message().equals(call.message()))
                .isPresent();
        kept(meant, "A call that is open ends once", call);
        reply.calls.add(call.outcome());
        reply.endedNow = true;
        reply.spent = call.usage();
        reply.open = Optional.empty();
        spent = spent.plus(call.usage());
    }

    void post(Message message) {
        Message.Origin origin = message.origin().orElseThrow();
        Reply reply = reply(origin.reply(), message);
        kept(
                reply.posted.isEmpty() && reply.open.isEmpty(),
                "A reply posts one message when its call is over",
                message);
        reply.posted = Optional.of(message.state());
        Optional<Fact.ModelCallStarted> call = reply.endedNow ? reply.last : Optional.empty();
        boolean own = origin.agent().equals(reply.agent)
                && origin.asked().equals(reply.endedNow ? reply.asked : OptionalLong.empty())
                && origin.usage().equals(reply.endedNow ? reply.spent : Usage.NONE)
                && origin.model().equals(call.map(Fact.ModelCallStarted::model))
                && origin.provider().equals(call.map(Fact.ModelCallStarted::provider));
        kept(own, "A message says what made it", message);
        Optional<MessageId> promised = call.map(Fact.ModelCallStarted::message);
        kept(promised.isEmpty() || promised.get().equals(message.id()), "A call makes the message it was to", message);
        Said streamed = call.filter(each -> each.compacts().isEmpty())
                .map(Fact.ModelCallStarted::call)
                .map(said)
                .orElse(Said.NOTHING);
        boolean whole = message.state() == MessageState.COMPLETE;
        List<AgentId> to = whole ? handedTo(reply, streamed.text(), message) : List.of();
        kept(message.to().equals(Optional.of(to)), "A reply calls whom the rules say", message, to);
        boolean silent = streamed.text().isBlank();
        String expected = silent ? "" : streamed.text();
        kept(whole || message.text().equals(expected), "What was said before a cut is kept", message, expected);
        to.forEach(agent -> owe(due, agent, List.of(reply.agent)));
    }

    private List<AgentId> handedTo(Reply reply, String streamed, Message message) {
        Agent author = world.agent(reply.agent).orElseThrow();
        List<AgentId> askers = reply.askers.stream()
                .filter(agent -> world.agent(agent).isPresent())
                .toList();
        List<AgentId> to = reading.handedTo(author, askers, streamed);
        List<AgentId> named = reading.answeringAgent(reply.agent, message.text());
        kept(to.equals(named), "Whom a reply calls is what one reads in it", message, to);
        return to;
    }

    /** Whether it answered. */
    boolean end(Fact.ReplyEnded fact) {
        Reply reply = reply(fact.reply(), fact);
        kept(reply.agent.equals(fact.agent()) && reply.open.isEmpty(), "A reply ends when its call is over", fact);
        ReplyOutcome expected =
                switch (reply.posted.orElseThrow(() -> new AssertionError("It said nothing: " + fact))) {
                    case COMPLETE -> ReplyOutcome.ANSWERED;
                    case STOPPED -> ReplyOutcome.STOPPED;
                    case FAILED -> ReplyOutcome.FAILED;
                    case INTERRUPTED -> ReplyOutcome.INTERRUPTED;
                };
        kept(fact.outcome() == expected, "A reply ends as its message did", fact, expected);
        open.remove(fact.reply());
        boolean well = fact.outcome() == ReplyOutcome.ANSWERED;
        if (!well) owe(broken, reply.agent, reply.askers);
        answered |= well;
        failed |= fact.outcome() == ReplyOutcome.FAILED;
        return well;
    }

    void limited(AgentId agent) {
        kept(due.remove(agent) != null, "Only who is asked is limited", agent);
        limited = true;
    }

    /** @param cut how it must end when it was to be cut; empty when it ends by itself */
    void end(Fact.TurnEnded fact, Optional<TurnOutcome> cut) {
        kept(open.isEmpty(), "A turn ends when its replies have", fact, open.keySet());
        kept(questions.isEmpty(), "A turn that ends asks nothing any more", fact, questions);
        kept(cut.isPresent() || due.isEmpty(), "A turn ends when nobody owes a reply", fact, due);
        TurnOutcome own =
                failed && !answered ? TurnOutcome.FAILED : limited ? TurnOutcome.LIMITED : TurnOutcome.ANSWERED;
        kept(fact.outcome() == cut.orElse(own), "A turn ends as its replies did", fact, cut, own);
        kept(fact.usage().equals(spent), "A turn's usage is that of its calls", fact, spent);
        outcome = Optional.of(fact.outcome());
    }

    /** A turn that runs has work, each reply waits for a model, and only the busy keep others waiting. */
    void hold() {
        kept(!open.isEmpty(), "A turn that runs has work", started);
        for (Reply reply : open.values()) {
            boolean asks = reply.open.isPresent() || !questions.isEmpty();
            kept(asks, "A reply that is open asks a model, or a person first", reply.id);
        }
        for (AgentId agent : due.keySet()) {
            boolean busy = open.values().stream().anyMatch(reply -> reply.agent.equals(agent));
            kept(busy, "Only the busy keep others waiting", agent);
        }
    }

    boolean unfinished() {
        return outcome.filter(how ->
                        how == TurnOutcome.STOPPED || how == TurnOutcome.FAILED || how == TurnOutcome.INTERRUPTED)
                .isPresent();
    }

    TurnId id() {
        return started.turn();
    }

    Fact.TurnStarted started() {
        return started;
    }

    int limit() {
        return world.replyLimit();
    }

    List<AgentId> due() {
        return List.copyOf(due.keySet());
    }

    List<Reply> replies() {
        return List.copyOf(open.values());
    }

    List<Fact.ModelCallStarted> calls() {
        return open.values().stream().flatMap(reply -> reply.open.stream()).toList();
    }

    Optional<TurnOutcome> outcome() {
        return outcome;
    }

    boolean answered() {
        return answered;
    }
}
