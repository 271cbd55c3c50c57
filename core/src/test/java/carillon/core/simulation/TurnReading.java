package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

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
import java.util.Set;
import java.util.function.Function;

/** One turn of a {@link LogReading}. */
final class TurnReading {
    private final Fact.TurnStarted started;
    private final World world;
    private final NaiveReading reading;
    private final Function<CallId, Said> said;
    private final ToolsReading tools;
    private final Map<AgentId, Set<AgentId>> due = new LinkedHashMap<>();
    private final Map<AgentId, Set<AgentId>> broken = new LinkedHashMap<>();
    private final Map<ReplyId, ReplyReading> open = new LinkedHashMap<>();
    private final List<List<AgentId>> joining = new ArrayList<>();
    private final Map<QuestionId, Fact.QuestionAsked> questions = new LinkedHashMap<>();
    private Optional<Grant> granted = Optional.empty();
    private Optional<TurnOutcome> outcome = Optional.empty();
    private Usage spent = Usage.NONE;
    private boolean answered;
    private boolean failed;
    private boolean limited;

    private TurnReading(Fact.TurnStarted started, World world, Function<CallId, Said> said, ToolsReading tools) {
        this.started = started;
        this.world = world;
        this.said = said;
        this.tools = tools;
        reading = new NaiveReading(world);
    }

    static TurnReading of(
            Fact.TurnStarted started,
            World world,
            Function<CallId, Said> said,
            ToolsReading tools,
            LogReading.Known message) {
        var turn = new TurnReading(started, world, said, tools);
        if (message.sender() == Sender.SYSTEM) return turn;
        turn.reading.answeringPerson(message.text()).forEach(agent -> turn.due.put(agent, new LinkedHashSet<>()));
        return turn;
    }

    /** The turn that takes up what this one left. */
    TurnReading goneOn(Fact.TurnStarted next, World newest) {
        kept(unfinished() && next.continues().equals(Optional.of(id())), "Only what broke off goes on", next);
        kept(next.message().equals(started.message()), "What goes on is about the same message", next);
        var turn = new TurnReading(next, newest, said, tools);
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

    boolean isReplying(ReplyId reply, AgentId agent) {
        return reply(reply, agent).agent().equals(agent);
    }

    private List<AgentId> replying() {
        return open.values().stream().map(ReplyReading::agent).toList();
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

    private ReplyReading reply(ReplyId reply, Object seen) {
        kept(open.containsKey(reply), "Only a reply that is open goes on", seen);
        return open.get(reply);
    }

    void start(ReplyId reply, AgentId agent) {
        boolean free = open.values().stream().noneMatch(each -> each.agent().equals(agent));
        kept(free, "An agent gives one reply at a time", agent);
        kept(due.containsKey(agent), "Only who is asked replies", agent, due);
        open.put(reply, new ReplyReading(reply, agent, due.remove(agent)));
    }

    void start(Fact.ModelCallStarted call, long seq) {
        ReplyReading reply = reply(call.reply(), call);
        AgentId agent = reply.agent();
        Optional<ModelChoice> model = world.agent(agent).flatMap(world::modelOf);
        boolean own = call.agent().equals(agent)
                && model.isPresent()
                && model.get().provider().equals(call.provider())
                && model.get().model().equals(call.model());
        kept(own, "An agent asks the model that its world gives it", call, model);
        kept(!asksAboutBudget(), "While a person is asked about the budget no model is asked", call, questions);
        List<ToolReading> without = tools.openOf(call.reply());
        kept(without.isEmpty(), "A model is asked again when all that it asked for has a result", call, without);
        reply.start(call, seq);
        boolean askedByPeople = due.getOrDefault(agent, Set.of(agent)).isEmpty();
        if (askedByPeople) due.remove(agent);
    }

    /** The facts of one command come next. */
    void begin() {
        open.values().forEach(ReplyReading::begin);
        granted = Optional.empty();
    }

    void compact(Fact.HistoryCompacted fact) {
        ReplyReading reply = reply(fact.reply(), fact);
        CallId call = reply.toPost().map(Fact.ModelCallStarted::call).orElseThrow();
        reply.compact(fact, said.apply(call).text());
    }

    void ask(Fact.QuestionAsked fact) {
        if (fact.tool().isPresent()) {
            tools.ask(fact);
        } else {
            boolean held = open.values().stream()
                    .anyMatch(reply ->
                            reply.open().isEmpty() && tools.openOf(reply.id()).isEmpty());
            kept(held && !asksAboutBudget(), "A person is asked once, for a reply that waits", fact, questions);
        }
        questions.put(fact.question().id(), fact);
    }

    private boolean asksAboutBudget() {
        return questions.values().stream().anyMatch(asked -> asked.grant().isPresent());
    }

    void answer(Fact.QuestionAnswered fact) {
        Fact.QuestionAsked asked = questions.remove(fact.question());
        kept(asked != null, "A question is settled once", fact);
        tools.answer(asked, fact);
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
        return outlivesTheProcess() && tools.running().isEmpty();
    }

    /** Whether it waits for a person and asks no model, so that an end of the process does not end it. */
    boolean outlivesTheProcess() {
        boolean asks = !questions.isEmpty() || !tools.approvals().isEmpty();
        return asks && calls().isEmpty();
    }

    void end(Fact.ModelCallEnded call) {
        reply(call.reply(), call).end(call);
        spent = spent.plus(call.usage());
    }

    void post(Message message) {
        Message.Origin origin = message.origin().orElseThrow();
        ReplyReading reply = reply(origin.reply(), message);
        boolean whole = message.state() == MessageState.COMPLETE;
        if (whole && origin.provider().isEmpty()) {
            say(reply, message);
            return;
        }
        Said streamed = reply.toPost()
                .filter(call -> call.compacts().isEmpty())
                .map(Fact.ModelCallStarted::call)
                .map(said)
                .orElse(Said.NOTHING);
        reply.post(message);
        boolean asks = ReplyReading.asksForTools(message);
        if (asks) tools.wants(message);
        List<AgentId> to = whole && !asks ? handedTo(reply, streamed.text(), message) : List.of();
        kept(message.to().equals(Optional.of(to)), "A reply calls whom the rules say", message, to);
        String expected = streamed.text().isBlank() ? "" : streamed.text();
        boolean same = message.text().equals(expected) || (whole && !asks);
        kept(same, "What was said before a cut, or to use tools, is kept", message, expected);
        to.forEach(agent -> owe(due, agent, List.of(reply.agent())));
    }

    /** What an agent sends by a tool, others answer. */
    private void say(ReplyReading reply, Message message) {
        Message.Origin origin = message.origin().orElseThrow();
        boolean own = origin.agent().equals(reply.agent())
                && origin.asked().isEmpty()
                && origin.model().isEmpty()
                && origin.usage().equals(Usage.NONE);
        kept(own, "A message says what made it", message);
        tools.say(message);
        message.to().orElseThrow().forEach(agent -> owe(due, agent, List.of(reply.agent())));
    }

    /** Whether an agent can tell these something. */
    boolean canTell(AgentId author, List<AgentId> to) {
        boolean known = to.stream().allMatch(agent -> world.agent(agent).isPresent());
        return known && !to.isEmpty() && !to.contains(author);
    }

    private List<AgentId> handedTo(ReplyReading reply, String streamed, Message message) {
        Agent author = world.agent(reply.agent()).orElseThrow();
        List<AgentId> askers = reply.askers().stream()
                .filter(agent -> world.agent(agent).isPresent())
                .toList();
        List<AgentId> to = reading.handedTo(author, askers, streamed);
        List<AgentId> named = reading.answeringAgent(reply.agent(), message.text());
        kept(to.equals(named), "Whom a reply calls is what one reads in it", message, to);
        return to;
    }

    /** Whether it answered. */
    boolean end(Fact.ReplyEnded fact) {
        ReplyReading reply = reply(fact.reply(), fact);
        List<ToolReading> left = tools.openOf(fact.reply());
        kept(left.isEmpty(), "A reply ends when all that it asked for has a result", fact, left);
        boolean well = reply.end(fact) == ReplyOutcome.ANSWERED;
        open.remove(fact.reply());
        if (!well) owe(broken, reply.agent(), reply.askers());
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

    /** A turn that runs has work, each reply waits for a model, tools or a person, and only the busy keep others waiting. */
    void hold() {
        kept(!open.isEmpty(), "A turn that runs has work", started);
        for (ReplyReading reply : open.values()) {
            boolean waits = !tools.openOf(reply.id()).isEmpty() || asksAboutBudget();
            kept(reply.open().isPresent() || waits, "A reply that is open asks a model, tools or a person", reply.id());
        }
        for (AgentId agent : due.keySet()) {
            boolean busy =
                    open.values().stream().anyMatch(reply -> reply.agent().equals(agent));
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

    List<ReplyReading> replies() {
        return List.copyOf(open.values());
    }

    List<Fact.ModelCallStarted> calls() {
        return open.values().stream().flatMap(reply -> reply.open().stream()).toList();
    }

    Optional<TurnOutcome> outcome() {
        return outcome;
    }

    boolean answered() {
        return answered;
    }
}
