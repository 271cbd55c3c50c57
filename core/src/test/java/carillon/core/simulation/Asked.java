package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatRules;
import carillon.core.chat.Decision;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Refusal;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.util.List;
import java.util.Optional;

/** What a command must come to, by what the log said before. */
final class Asked {
    private final ChatCommand command;
    private final Life life;
    private final TitleSource title;
    private final Optional<TurnReading> running;
    private final Optional<TurnReading> last;
    private final List<Fact.ModelCallStarted> calls;
    private final List<MessageId> waiting;
    private final boolean paused;

    Asked(ChatCommand command, LogReading log) {
        this.command = command;
        life = log.life();
        title = log.title();
        running = log.running();
        last = log.last();
        calls = running.map(TurnReading::calls).orElse(List.of());
        waiting = log.waiting();
        paused = log.paused();
    }

    void answered(Decision decision, LogReading now) {
        Answer answer = decision.answer();
        List<Fact> facts = decision.facts();
        boolean nothing = facts.isEmpty();
        boolean forNothing = answer instanceof Answer.Refused || answer instanceof Answer.Dropped;
        must(nothing || !forNothing, "What is refused or dropped changes nothing", decision);
        Optional<Refusal> refused = refusal();
        if (refused.isPresent()) {
            must(answer.equals(new Answer.Refused(refused.get())), "It is refused as " + refused.get(), answer);
            return;
        }
        switch (command) {
            case ChatCommand.Create _ -> must(now.life() == Life.LIVE, "It is there", answer);
            case ChatCommand.Send send -> sent(send, answer, facts, now);
            case ChatCommand.Withdraw(var message) ->
                must(facts.getFirst().equals(new Fact.MessageWithdrawn(message)), "It is withdrawn", facts);
            case ChatCommand.Stop stop -> stopped(stop, answer, now);
            case ChatCommand.Continue() -> {
                must(!paused || facts.getFirst().equals(new Fact.QueueResumed()), "What waited may go", facts);
                if (unfinished()) {
                    var next = facts.stream()
                            .filter(Fact.TurnStarted.class::isInstance)
                            .findFirst();
                    Optional<TurnId> from = next.flatMap(turn -> ((Fact.TurnStarted) turn).continues());
                    must(from.equals(last.map(TurnReading::id)), "What broke off goes on", facts);
                } else {
                    delivers(now, waiting.getFirst(), facts);
                }
            }
            case ChatCommand.Rename _ -> must(now.title() == TitleSource.HAND, "The title is set by hand", facts);
            case ChatCommand.Delete() -> {
                must(now.life() == Life.TRASHED && (life == Life.LIVE) != nothing, "It is in the trash", facts);
                if (running.isPresent()) cut(now, TurnOutcome.STOPPED);
            }
            case ChatCommand.Restore() -> {
                must(now.life() == Life.LIVE && now.running().equals(running), "It is back as it was", facts);
                must((life == Life.LIVE) == nothing, "It is restored once", facts);
            }
            case ChatCommand.CallEnded result -> {
                boolean open = calls.stream()
                        .anyMatch(call -> call.turn().equals(result.turn())
                                && call.reply().equals(result.reply())
                                && call.call().equals(result.call()));
                must(open != nothing, "A result is taken while its call is open, and only then", answer);
                must(open == answer.equals(new Answer.Done()), "A result that is not taken is dropped", answer);
            }
            case ChatCommand.TitleMade(var _, var text) -> {
                boolean wanted = life == Life.LIVE && title == TitleSource.FIRST_MESSAGE && !text.isBlank();
                must(wanted != nothing, "A made title replaces the first words, and nothing else", facts);
            }
            case ChatCommand.Recover() -> {
                if (running.isPresent()) cut(now, TurnOutcome.INTERRUPTED);
                must(facts.stream().noneMatch(Asked::goesOn), "Nothing goes on by itself", facts);
            }
            case ChatCommand.Abort _ -> {
                must(running.isPresent() != nothing, "It fails what runs", facts);
                if (running.isPresent()) cut(now, TurnOutcome.FAILED);
                must(now.running().isEmpty() && now.waiting().equals(waiting), "What waits stays", facts);
            }
            case ChatCommand.ShutDown() -> {
                if (running.isPresent()) cut(now, TurnOutcome.INTERRUPTED);
                must(now.running().isEmpty() && now.waiting().equals(waiting), "Nothing starts any more", facts);
            }
        }
    }

    private Optional<Refusal> refusal() {
        return switch (command) {
            case ChatCommand.Create _ -> when(life != Life.ABSENT, Refusal.CHAT_NOT_FOUND);
            case ChatCommand.Delete _, ChatCommand.Restore _ -> when(life == Life.ABSENT, Refusal.CHAT_NOT_FOUND);
            case ChatCommand.Send send -> notThere().or(() -> refusalOf(send));
            case ChatCommand.Withdraw(var message) ->
                notThere().or(() -> when(!waiting.contains(message), Refusal.MESSAGE_NOT_QUEUED));
            case ChatCommand.Stop(var turn, var _) -> {
                Optional<TurnId> runs = running.map(TurnReading::id);
                boolean meant = runs.isPresent() && (turn.isEmpty() || turn.equals(runs));
                yield notThere().or(() -> when(!meant, Refusal.TURN_NOT_RUNNING));
            }
            case ChatCommand.Continue() -> {
                boolean something = running.isEmpty() && (paused || unfinished());
                yield notThere().or(() -> when(!something, Refusal.NOTHING_TO_CONTINUE));
            }
            case ChatCommand.Rename _ -> notThere();
            case ChatCommand.CallEnded _,
                    ChatCommand.TitleMade _,
                    ChatCommand.Recover _,
                    ChatCommand.Abort _,
                    ChatCommand.ShutDown _ -> Optional.empty();
        };
    }

    private Optional<Refusal> refusalOf(ChatCommand.Send send) {
        if (send.earlier().isPresent()) return when(!send.earlier().get().sameText(), Refusal.MESSAGE_ID_TAKEN);
        if (calls.stream().anyMatch(call -> call.message().equals(send.message())))
            return Optional.of(Refusal.MESSAGE_ID_TAKEN);
        Optional<Refusal> byMode = switch (send.mode()) {
            case QUEUE -> Optional.empty();
            case REJECT -> when(busy(), Refusal.CHAT_BUSY);
        };
        return byMode.or(() -> when(waiting.size() >= ChatRules.MAX_QUEUE, Refusal.QUEUE_FULL));
    }

    private Optional<Refusal> notThere() {
        return switch (life) {
            case ABSENT -> Optional.of(Refusal.CHAT_NOT_FOUND);
            case TRASHED -> Optional.of(Refusal.CHAT_IN_TRASH);
            case LIVE -> Optional.empty();
        };
    }

    private static Optional<Refusal> when(boolean refused, Refusal refusal) {
        return refused ? Optional.of(refusal) : Optional.empty();
    }

    private boolean busy() {
        return running.isPresent() || !waiting.isEmpty();
    }

    private boolean unfinished() {
        return last.filter(TurnReading::unfinished).isPresent();
    }

    private void sent(ChatCommand.Send send, Answer answer, List<Fact> facts, LogReading now) {
        if (send.earlier().isPresent()) {
            must(facts.isEmpty(), "What was sent before is not sent again", facts);
            must(answer.equals(answer(send.message(), send.earlier().get().startedTurn())), "The same answer", answer);
            return;
        }
        var admitted = new Fact.MessageAdmitted(send.message(), send.sender(), send.text(), send.mode());
        must(facts.getFirst().equals(admitted), "It is admitted as it was sent", facts);
        switch (send.mode()) {
            case QUEUE, REJECT -> {
                if (busy()) {
                    must(facts.size() == 1 && answer.equals(new Answer.Queued(send.message())), "It waits", facts);
                } else {
                    delivers(now, send.message(), facts);
                }
            }
        }
        Optional<TurnId> atOnce = now.message(send.message()).orElseThrow().startedAtOnce();
        must(answer.equals(answer(send.message(), atOnce)), "The answer says what became of it", answer);
    }

    private static Answer answer(MessageId message, Optional<TurnId> turn) {
        return turn.<Answer>map(id -> new Answer.Started(message, id)).orElseGet(() -> new Answer.Queued(message));
    }

    private void stopped(ChatCommand.Stop stop, Answer answer, LogReading now) {
        TurnId turn = running.orElseThrow().id();
        must(answer.equals(new Answer.Stopped(turn)), "The answer names what was stopped", answer);
        cut(now, TurnOutcome.STOPPED);
        boolean pauses = stop.queue() == QueueAfterStop.PAUSE;
        if (pauses) must(now.running().isEmpty() && now.waiting().equals(waiting), "What waits stays", answer);
        if (!waiting.isEmpty())
            must(pauses ? now.paused() : !now.waiting().contains(waiting.getFirst()), "As was asked", stop);
    }

    private void cut(LogReading now, TurnOutcome outcome) {
        must(now.outcome(running.orElseThrow().id()).equals(Optional.of(outcome)), "What ran has ended", outcome);
    }

    private void delivers(LogReading now, MessageId message, List<Fact> facts) {
        must(!now.waiting().contains(message), "What waited first is delivered", facts);
    }

    private static boolean goesOn(Fact fact) {
        return fact instanceof Fact.TurnStarted turn && turn.continues().isPresent();
    }

    private void must(boolean holds, String promise, Object seen) {
        kept(holds, promise, command, seen);
    }
}
