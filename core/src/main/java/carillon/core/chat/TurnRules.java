package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.routing.Handoff;
import carillon.core.routing.Route;
import carillon.core.routing.Routing;
import carillon.core.tool.ToolUse;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How turns, replies and model calls begin and end. */
final class TurnRules {
    private static final int MAX_CALLS = 50;
    private static final int MAX_EMPTY_CALLS = 2;
    private static final String TOO_MANY_CALLS = "It asked its model " + MAX_CALLS
            + " times in one reply, which is the most, so it stops here. Continue to let it go on.";
    private static final String EMPTY = "The model gave an empty answer " + MAX_EMPTY_CALLS + " times.";
    private static final String NOTHING_TO_ADD = "It had nothing to add.";
    private static final String STOPPED_AT_BUDGET = "You stopped the chat at its budget, so the next messages wait.";
    private static final String NO_AGENT =
            "Nobody answers here yet: this world has no agent. Add one in the world's settings.";

    private final Draft draft;
    private final Context context;
    private final ToolRules tools;

    TurnRules(Draft draft, Context context) {
        this.draft = draft;
        this.context = context;
        tools = new ToolRules(draft, context);
    }

    /** Starts a turn for the first queued message if nothing stands in its way. */
    Optional<TurnId> deliverNext() {
        if (!draft.state().canDeliver()) return Optional.empty();
        return Optional.of(deliver(draft.state().queue().getFirst()));
    }

    /** Starts a turn for a queued message, whatever waits before it; none may run. */
    TurnId deliver(QueuedMessage message) {
        TurnId turn = context.ids().turn();
        World world = context.world().get();
        Route route = routeOf(message, world);
        draft.add(new Fact.MessageDelivered(message.message(), turn, route.to()));
        draft.add(new Fact.TurnStarted(turn, message.message(), world.version(), Optional.empty()));
        if (draft.state().queue().isEmpty()) QueueRules.resume(draft);
        Optional<String> notice = world.agents().isEmpty() ? Optional.of(NO_AGENT) : route.notice();
        notice.ifPresent(this::say);
        for (AgentId agent : route.answering()) startReply(turn, world, agent);
        endTurnIfQuiet();
        return turn;
    }

    private static Route routeOf(QueuedMessage message, World world) {
        return switch (message.sender()) {
            case HUMAN, WORLD -> Routing.fromPerson(world, message.mentions());
            case SYSTEM, AGENT -> Routing.fromSystem();
        };
    }

    /** Lets a queued message into the turn that runs now if it starts an agent; else it waits for the next model call. */
    void steer(QueuedMessage message) {
        OpenTurn turn = draft.state().turn().orElseThrow();
        if (message.mentions().leading().isEmpty()) return;
        World world = context.settings().apply(turn.settingsVersion());
        Route route = routeOf(message, world);
        boolean starts = !turn.replying().containsAll(route.answering());
        if (!starts && !route.answering().isEmpty()) return;
        join(message, route.to());
        route.notice().ifPresent(this::say);
        startDue(world);
    }

    /** Lets in what waits for agents of which one is free now. */
    private void steerTheFree() {
        for (QueuedMessage each : draft.state().queue()) {
            boolean waits = each.mode() == SendMode.STEER
                    && draft.state().queued(each.message()).isPresent();
            if (waits) steer(each);
        }
    }

    /** Lets in what waits to steer an agent that is about to ask its model. */
    private void takeSteering(AgentId agent) {
        OpenTurn turn = draft.state().turn().orElseThrow();
        for (QueuedMessage each : draft.state().queue()) {
            if (each.mode() != SendMode.STEER) continue;
            boolean forAll = each.mentions().leading().isEmpty();
            Route route = routeOf(each, context.settings().apply(turn.settingsVersion()));
            if (!forAll && !route.answering().contains(agent)) continue;
            Optional<List<AgentId>> to = forAll ? Optional.of(turn.replying()) : route.to();
            join(each, to);
            if (!forAll) route.notice().ifPresent(this::say);
        }
    }

    /** A message joins the turn that runs. */
    private void join(QueuedMessage message, Optional<List<AgentId>> to) {
        TurnId turn = draft.state().turn().orElseThrow().turn();
        draft.add(new Fact.MessageDelivered(message.message(), turn, to));
        if (draft.state().queue().isEmpty()) QueueRules.resume(draft);
    }

    TurnId goOnFrom(EndedTurn unfinished) {
        TurnId turn = context.ids().turn();
        World world = context.world().get();
        draft.add(new Fact.TurnStarted(turn, unfinished.message(), world.version(), Optional.of(unfinished.turn())));
        startDue(world);
        endTurnIfQuiet();
        return turn;
    }

    /** Starts what agents owe, for each agent that is free. */
    private void startDue(World world) {
        while (true) {
            OpenTurn turn = draft.state().turn().orElseThrow();
            Optional<Owed> due = turn.due();
            if (due.isEmpty()) return;
            AgentId agent = due.get().agent();
            ReplyCount count = ReplyCount.of(draft.state().replyCounts(), agent);
            if (count.replies() < world.replyLimit()) {
                startReply(turn.turn(), world, agent);
            } else {
                if (!count.limitSaid()) say(limitReached(agent, world) + " Write again to let it go on.");
                draft.add(new Fact.ReplyLimited(turn.turn(), agent));
            }
        }
    }

    private static String limitReached(AgentId agent, World world) {
        String replies = world.replyLimit() == 1 ? "once" : world.replyLimit() + " times";
        return "@" + agent + " has answered " + replies
                + " since a person wrote last, which is the limit in this world, so it stops here.";
    }

    private void startReply(TurnId turn, World world, AgentId id) {
        ReplyId reply = context.ids().reply();
        draft.add(new Fact.ReplyStarted(turn, reply, id));
        Optional<Agent> agent = world.agent(id);
        Optional<ModelChoice> model = agent.flatMap(world::modelOf);
        if (model.isPresent()) {
            startCall(turn, reply, id, model.get(), OptionalLong.empty());
        } else {
            String reason = agent.isPresent()
                    ? "@" + id + " has no model yet. Choose one in the agent's settings."
                    : "@" + id + " is no longer an agent of this world.";
            endReply(
                    turn,
                    unasked(id, reply),
                    context.ids().message(),
                    Said.NOTHING,
                    MessageState.FAILED,
                    Optional.of(reason));
        }
    }

    private void say(String notice) {
        draft.add(new Fact.NoticePosted(context.ids().message(), notice));
    }

    /** Asks the model, or first a person when a budget is used up. */
    private void startCall(TurnId turn, ReplyId reply, AgentId agent, ModelChoice model, OptionalLong compacts) {
        if (asksAboutBudget(turn)) return;
        takeSteering(agent);
        draft.add(new Fact.ModelCallStarted(
                turn,
                reply,
                context.ids().call(),
                agent,
                context.ids().message(),
                model.provider(),
                model.model(),
                compacts));
    }

    private void startCall(OpenTurn turn, OpenReply reply, OptionalLong compacts) {
        World world = context.settings().apply(turn.settingsVersion());
        ModelChoice model = world.agent(reply.agent()).flatMap(world::modelOf).orElseThrow();
        startCall(turn.turn(), reply.reply(), reply.agent(), model, compacts);
    }

    private boolean asksAboutBudget(TurnId turn) {
        boolean asked = draft.state().turn().orElseThrow().questions().stream()
                .anyMatch(open -> open.grant().isPresent());
        if (asked) return true;
        ChatState state = draft.state();
        Optional<Grant> needed = BudgetRules.needed(state, context.world().get(), context.spent());
        needed.ifPresent(grant -> {
            Question question = BudgetRules.question(context.ids().question(), grant, state, context.spent());
            draft.add(new Fact.QuestionAsked(turn, question, needed, Optional.empty()));
        });
        return needed.isPresent();
    }

    /** As much again as is used by now, which may be more than when it was asked. */
    private Grant asMuchAgain(Grant asked) {
        return BudgetRules.needed(draft.state(), context.world().get(), context.spent())
                .filter(now -> now.scope() == asked.scope())
                .orElse(asked);
    }

    /** Takes in what a person answered to a question that is open. */
    void answered(OpenQuestion question, QuestionAnswer answer) {
        OpenTurn turn = draft.state().turn().orElseThrow();
        draft.add(new Fact.QuestionAnswered(turn.turn(), question.question().id(), Optional.of(answer)));
        question.tool().ifPresent(call -> {
            tools.told(turn.turn(), call, answer);
            goOn();
        });
        question.grant().ifPresent(grant -> {
            if (answer.choices().contains(BudgetRules.GO_ON)) {
                draft.add(new Fact.BudgetRaised(turn.turn(), asMuchAgain(grant)));
                goOn();
            } else {
                cut(Cut.AT_BUDGET);
                QueueRules.pause(draft, STOPPED_AT_BUDGET);
            }
        });
    }

    /** Asks the model of each reply that has all it waited for. */
    private void askAgain() {
        OpenTurn turn = draft.state().turn().orElseThrow();
        for (OpenReply reply : turn.replies()) {
            if (reply.isToAsk()) askAgain(turn, reply);
        }
    }

    private void askAgain(OpenTurn turn, OpenReply reply) {
        if (reply.calls() < MAX_CALLS) startCall(turn, reply, OptionalLong.empty());
        else endWithoutCall(turn, reply, MessageState.FAILED, Optional.of(TOO_MANY_CALLS));
    }

    /** Takes in what a person decided about a call that waits for it. */
    void decided(Approval approval, ChatCommand.AnswerApproval answer) {
        tools.decided(draft.state().turn().orElseThrow().turn(), approval, answer);
        goOn();
    }

    /** Takes in what came of a tool; false when it does not, or no longer, run. */
    boolean toolEnded(ChatCommand.ToolEnded ended) {
        if (!tools.ended(ended)) return false;
        goOn();
        return true;
    }

    /** Starts what can start now, and ends the turn when nothing is left of it. */
    private void goOn() {
        askAgain();
        startDue(context.settings().apply(draft.state().turn().orElseThrow().settingsVersion()));
        if (!draft.state().turn().orElseThrow().replies().isEmpty()) steerTheFree();
        endTurnIfQuiet();
    }

    /** Nobody runs what ran; what only waits for a person can wait on. */
    void interrupt() {
        draft.state().turn().ifPresent(tools::lose);
        if (draft.state().turn().filter(turn -> !turn.waitsForPerson()).isPresent()) cut(Cut.INTERRUPTED);
    }

    /** Goes on with what does not wait for a person, although its turn does. */
    void resume() {
        if (draft.state().turn().isPresent()) goOn();
        else deliverNext();
    }

    /** Takes in how a call ended; false when the call is not, or no longer, under way. */
    boolean callEnded(ChatCommand.CallEnded ended) {
        Optional<OpenTurn> turn =
                draft.state().turn().filter(open -> open.turn().equals(ended.turn()));
        Optional<OpenReply> reply = turn.flatMap(open -> open.reply(ended.reply()));
        Optional<OpenCall> call =
                reply.flatMap(OpenReply::call).filter(open -> open.call().equals(ended.call()));
        if (reply.isEmpty() || call.isEmpty()) return false;
        Said said = context.said().apply(call.get().call());
        switch (ended.result()) {
            case CallResult.Answered(var usage, var remark) -> {
                boolean compacts = call.get().compacts().isPresent();
                if (!ended.tools().isEmpty() && !compacts) {
                    endCall(ended.turn(), reply.get(), call.get(), CallOutcome.ANSWERED, Optional.empty(), usage);
                    useTools(turn.get(), reply.get(), call.get(), said, remark, usage, ended.tools());
                } else if (said.text().isBlank()) {
                    emptyAnswer(turn.get(), reply.get(), call.get(), usage);
                } else if (compacts) {
                    compacted(turn.get(), reply.get(), call.get(), said.text(), usage);
                } else {
                    endCall(ended.turn(), reply.get(), call.get(), CallOutcome.ANSWERED, Optional.empty(), usage);
                    answer(turn.get(), reply.get(), call.get(), said, remark, usage);
                }
            }
            case CallResult.TooLong(var compact, var reason, var usage) -> {
                endCall(ended.turn(), reply.get(), call.get(), CallOutcome.TOO_LONG, Optional.of(reason), usage);
                boolean helps = compact.isPresent() && reply.get().calls() < MAX_CALLS;
                if (helps) startCall(turn.get(), reply.get(), compact);
                else fail(turn.get(), reply.get(), call.get(), reason, usage);
            }
            case CallResult.Failed(var reason, var usage) -> {
                endCall(ended.turn(), reply.get(), call.get(), CallOutcome.FAILED, Optional.of(reason), usage);
                fail(turn.get(), reply.get(), call.get(), reason, usage);
            }
        }
        goOn();
        return true;
    }

    /** The agent goes on when it has what it asked for; nobody else hears what it says meanwhile. */
    private void useTools(
            OpenTurn turn,
            OpenReply reply,
            OpenCall call,
            Said said,
            Optional<String> remark,
            Usage usage,
            List<ToolUse> uses) {
        draft.add(new Fact.MessagePosted(new Message(
                call.message(),
                Sender.AGENT,
                Optional.of(turn.turn()),
                Optional.of(origin(reply, call, usage)),
                Optional.of(List.of()),
                said.partsWith(uses),
                MessageState.COMPLETE,
                remark)));
        tools.requested(turn.turn(), reply, call.message(), uses);
    }

    private void answer(
            OpenTurn turn, OpenReply reply, OpenCall call, Said said, Optional<String> remark, Usage usage) {
        World world = context.settings().apply(turn.settingsVersion());
        Agent author = world.agent(reply.agent()).orElseThrow();
        Handoff handoff = Handoff.of(world, author, reply.askers(), said.text());
        var posted = new Said(handoff.text(), said.reasoning());
        Optional<String> silent = handoff.text().isBlank() ? Optional.of(NOTHING_TO_ADD) : Optional.empty();
        endReply(
                turn.turn(),
                origin(reply, call, usage),
                call.message(),
                handoff.to(),
                posted,
                MessageState.COMPLETE,
                remark.or(() -> silent));
    }

    private void emptyAnswer(OpenTurn turn, OpenReply reply, OpenCall call, Usage usage) {
        endCall(turn.turn(), reply, call, CallOutcome.EMPTY, Optional.empty(), usage);
        if (reply.empty() + 1 >= MAX_EMPTY_CALLS) fail(turn, reply, call, EMPTY, usage);
        else if (reply.calls() < MAX_CALLS) startCall(turn, reply, call.compacts());
        else fail(turn, reply, call, TOO_MANY_CALLS, usage);
    }

    /** What the agent met is summed up; now it can be asked. */
    private void compacted(OpenTurn turn, OpenReply reply, OpenCall call, String summary, Usage usage) {
        endCall(turn.turn(), reply, call, CallOutcome.ANSWERED, Optional.empty(), usage);
        var part = new Part.Summary(summary, reply.agent(), call.compacts().orElseThrow());
        draft.add(new Fact.HistoryCompacted(turn.turn(), reply.reply(), call.message(), part));
        askAgain(turn, reply);
    }

    private void fail(OpenTurn turn, OpenReply reply, OpenCall call, String reason, Usage usage) {
        String why = call.compacts().isPresent()
                ? "The chat is too long for the model, and its earlier messages could not be summed up: " + reason
                : reason;
        endReply(
                turn.turn(),
                origin(reply, call, usage),
                call.message(),
                said(call),
                MessageState.FAILED,
                Optional.of(why));
    }

    /** Ends the running turn before its time; what was said so far is kept. */
    void cut(Cut cut) {
        OpenTurn turn = draft.state().turn().orElseThrow();
        for (OpenReply reply : turn.replies()) {
            tools.cut(turn.turn(), reply, cut);
            if (reply.call().isPresent()) endCutOff(turn, reply, reply.call().get(), cut);
            else endWithoutCall(turn, reply, cut.message(), cut.reason());
        }
        for (OpenQuestion open : turn.questions()) {
            draft.add(new Fact.QuestionAnswered(turn.turn(), open.question().id(), Optional.empty()));
        }
        Usage spent = draft.state().turn().map(OpenTurn::usage).orElse(Usage.NONE);
        draft.add(new Fact.TurnEnded(turn.turn(), cut.turn(), cut.reason(), spent));
    }

    private void endCutOff(OpenTurn turn, OpenReply reply, OpenCall call, Cut cut) {
        endCall(turn.turn(), reply, call, cut.call(), cut.reason(), Usage.NONE);
        endReply(turn.turn(), origin(reply, call, Usage.NONE), call.message(), said(call), cut.message(), cut.reason());
    }

    private void endWithoutCall(OpenTurn turn, OpenReply reply, MessageState state, Optional<String> reason) {
        endReply(
                turn.turn(),
                unasked(reply.agent(), reply.reply()),
                context.ids().message(),
                Said.NOTHING,
                state,
                reason);
    }

    private static Message.Origin unasked(AgentId agent, ReplyId reply) {
        return new Message.Origin(agent, reply, OptionalLong.empty(), Optional.empty(), Optional.empty(), Usage.NONE);
    }

    private void endTurnIfQuiet() {
        OpenTurn turn = draft.state().turn().orElseThrow();
        if (!turn.replies().isEmpty()) return;
        TurnOutcome outcome = outcomeOf(turn);
        Optional<String> reason = switch (outcome) {
            case FAILED -> turn.failure();
            case LIMITED -> turn.limited().map(agent -> "@" + agent + " reached its limit of replies.");
            case ANSWERED, STOPPED, INTERRUPTED -> Optional.empty();
        };
        draft.add(new Fact.TurnEnded(turn.turn(), outcome, reason, turn.usage()));
        if (outcome == TurnOutcome.FAILED) pauseAfterFailure();
        deliverNext();
    }

    private static TurnOutcome outcomeOf(OpenTurn turn) {
        if (!turn.answered() && turn.failure().isPresent()) return TurnOutcome.FAILED;
        return turn.limited().isPresent() ? TurnOutcome.LIMITED : TurnOutcome.ANSWERED;
    }

    /** A provider that is down must not burn the queue. */
    void pauseAfterFailure() {
        QueueRules.pause(draft, "The turn before failed, so the next messages wait.");
    }

    private void endCall(
            TurnId turn, OpenReply reply, OpenCall call, CallOutcome outcome, Optional<String> reason, Usage usage) {
        draft.add(new Fact.ModelCallEnded(turn, reply.reply(), call.call(), call.message(), outcome, reason, usage));
    }

    /** Ends a reply that nobody is to answer. */
    private void endReply(
            TurnId turn, Message.Origin origin, MessageId id, Said said, MessageState state, Optional<String> reason) {
        endReply(turn, origin, id, List.of(), said, state, reason);
    }

    private void endReply(
            TurnId turn,
            Message.Origin origin,
            MessageId id,
            List<AgentId> to,
            Said said,
            MessageState state,
            Optional<String> reason) {
        draft.add(new Fact.MessagePosted(new Message(
                id,
                Sender.AGENT,
                Optional.of(turn),
                Optional.of(origin),
                Optional.of(to),
                said.parts(),
                state,
                reason)));
        ReplyOutcome outcome = switch (state) {
            case COMPLETE -> ReplyOutcome.ANSWERED;
            case STOPPED -> ReplyOutcome.STOPPED;
            case FAILED -> ReplyOutcome.FAILED;
            case INTERRUPTED -> ReplyOutcome.INTERRUPTED;
        };
        draft.add(new Fact.ReplyEnded(turn, origin.reply(), origin.agent(), outcome, reason));
    }

    private static Message.Origin origin(OpenReply reply, OpenCall call, Usage usage) {
        return new Message.Origin(
                reply.agent(),
                reply.reply(),
                OptionalLong.of(call.asked()),
                Optional.of(call.provider()),
                Optional.of(call.model()),
                usage);
    }

    /** What a call has said to the chat; a summary is not an answer. */
    private Said said(OpenCall call) {
        return call.compacts().isPresent() ? Said.NOTHING : context.said().apply(call.call());
    }
}
