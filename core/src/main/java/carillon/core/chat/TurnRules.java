package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.util.Optional;

/** How turns, replies and model calls begin and end. */
final class TurnRules {
    private static final int MAX_EMPTY_CALLS = 2;
    private static final String NO_AGENT =
            "Nobody answers here yet: this world has no agent. Add one in the world's settings.";

    private final Draft draft;
    private final Context context;

    TurnRules(Draft draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    /** Starts a turn for the first queued message if nothing stands in its way. */
    Optional<TurnId> deliverNext() {
        if (!draft.state().canDeliver()) return Optional.empty();
        MessageId message = draft.state().queue().getFirst().message();
        TurnId turn = context.ids().turn();
        draft.add(new Fact.MessageDelivered(message, turn));
        start(turn, message, Optional.empty());
        return Optional.of(turn);
    }

    TurnId goOnFrom(EndedTurn unfinished) {
        TurnId turn = context.ids().turn();
        start(turn, unfinished.message(), Optional.of(unfinished.turn()));
        return turn;
    }

    private void start(TurnId turn, MessageId message, Optional<TurnId> continues) {
        World world = context.world().get();
        draft.add(new Fact.TurnStarted(turn, message, world.version(), continues));
        Routing.answering(world)
                .ifPresentOrElse(
                        agent -> startReply(turn, world, agent),
                        () -> draft.add(new Fact.NoticePosted(context.ids().message(), NO_AGENT)));
        endTurnIfQuiet();
    }

    private void startReply(TurnId turn, World world, Agent agent) {
        ReplyId reply = context.ids().reply();
        draft.add(new Fact.ReplyStarted(turn, reply, agent.id()));
        Optional<ModelChoice> model = world.modelOf(agent);
        if (model.isPresent()) {
            startCall(
                    turn, reply, agent.id(), model.get().provider(), model.get().model());
        } else {
            String reason = "@" + agent.id() + " has no model yet. Choose one in the agent's settings.";
            var origin = new Message.Origin(agent.id(), reply, Optional.empty(), Optional.empty(), Usage.NONE);
            endReply(turn, origin, context.ids().message(), Said.NOTHING, MessageState.FAILED, Optional.of(reason));
        }
    }

    private void startCall(TurnId turn, ReplyId reply, AgentId agent, ProviderId provider, String model) {
        draft.add(new Fact.ModelCallStarted(
                turn, reply, context.ids().call(), agent, context.ids().message(), provider, model));
    }

    /** Takes in how a call ended; false when the call is not, or no longer, under way. */
    boolean callEnded(ChatCommand.CallEnded ended) {
        Optional<OpenTurn> turn =
                draft.state().turn().filter(open -> open.turn().equals(ended.turn()));
        Optional<OpenReply> reply = turn.flatMap(open -> open.reply(ended.reply()));
        Optional<OpenCall> call =
                reply.flatMap(OpenReply::call).filter(open -> open.call().equals(ended.call()));
        if (reply.isEmpty() || call.isEmpty()) return false;
        Said said = said(call.get().call());
        switch (ended.result()) {
            case CallResult.Answered(var usage, var remark) -> {
                if (said.text().isBlank()) {
                    emptyAnswer(ended.turn(), reply.get(), call.get(), usage);
                } else {
                    endCall(ended.turn(), reply.get(), call.get(), CallOutcome.ANSWERED, Optional.empty(), usage);
                    endReply(
                            ended.turn(),
                            origin(reply.get(), call.get(), usage),
                            call.get().message(),
                            said,
                            MessageState.COMPLETE,
                            remark);
                }
            }
            case CallResult.Failed(var reason, var usage) -> {
                endCall(ended.turn(), reply.get(), call.get(), CallOutcome.FAILED, Optional.of(reason), usage);
                endReply(
                        ended.turn(),
                        origin(reply.get(), call.get(), usage),
                        call.get().message(),
                        said,
                        MessageState.FAILED,
                        Optional.of(reason));
            }
        }
        endTurnIfQuiet();
        return true;
    }

    private void emptyAnswer(TurnId turn, OpenReply reply, OpenCall call, Usage usage) {
        endCall(turn, reply, call, CallOutcome.EMPTY, Optional.empty(), usage);
        if (reply.calls() < MAX_EMPTY_CALLS) {
            startCall(turn, reply.reply(), reply.agent(), call.provider(), call.model());
        } else {
            String reason = "The model gave an empty answer " + MAX_EMPTY_CALLS + " times.";
            endReply(
                    turn,
                    origin(reply, call, usage),
                    call.message(),
                    Said.NOTHING,
                    MessageState.FAILED,
                    Optional.of(reason));
        }
    }

    /** Ends the running turn before its time; what was said so far is kept. */
    void cut(Cut cut) {
        OpenTurn turn = draft.state().turn().orElseThrow();
        for (OpenReply reply : turn.replies()) {
            Optional<OpenCall> open = reply.call();
            open.ifPresent(call -> endCall(turn.turn(), reply, call, cut.call(), cut.reason(), Usage.NONE));
            var origin = new Message.Origin(
                    reply.agent(), reply.reply(), open.map(OpenCall::provider), open.map(OpenCall::model), Usage.NONE);
            endReply(
                    turn.turn(),
                    origin,
                    open.map(OpenCall::message).orElseGet(context.ids()::message),
                    open.map(OpenCall::call).map(this::said).orElse(Said.NOTHING),
                    cut.message(),
                    cut.reason());
        }
        Usage spent = draft.state().turn().map(OpenTurn::usage).orElse(Usage.NONE);
        draft.add(new Fact.TurnEnded(turn.turn(), cut.turn(), cut.reason(), spent));
    }

    private void endTurnIfQuiet() {
        OpenTurn turn = draft.state().turn().orElseThrow();
        if (!turn.replies().isEmpty()) return;
        boolean failed = !turn.answered() && turn.failure().isPresent();
        draft.add(new Fact.TurnEnded(
                turn.turn(),
                failed ? TurnOutcome.FAILED : TurnOutcome.ANSWERED,
                failed ? turn.failure() : Optional.empty(),
                turn.usage()));
        if (failed) pauseAfterFailure();
        deliverNext();
    }

    /** A provider that is down must not burn the queue. */
    void pauseAfterFailure() {
        if (draft.state().queue().isEmpty()) return;
        draft.add(new Fact.QueuePaused("The turn before failed, so the next messages wait."));
    }

    private void endCall(
            TurnId turn, OpenReply reply, OpenCall call, CallOutcome outcome, Optional<String> reason, Usage usage) {
        draft.add(new Fact.ModelCallEnded(turn, reply.reply(), call.call(), call.message(), outcome, reason, usage));
    }

    private void endReply(
            TurnId turn, Message.Origin origin, MessageId id, Said said, MessageState state, Optional<String> reason) {
        draft.add(new Fact.MessagePosted(
                new Message(id, Sender.AGENT, Optional.of(turn), Optional.of(origin), said.parts(), state, reason)));
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
                reply.agent(), reply.reply(), Optional.of(call.provider()), Optional.of(call.model()), usage);
    }

    private Said said(CallId call) {
        return context.said().apply(call);
    }
}
