package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Answer;
import carillon.core.chat.Branch;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatRules;
import carillon.core.chat.Decision;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Part;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.TurnId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a command must come to, by what the log said before. */
final class Asked {
    private final ChatCommand command;
    private final Life life;
    private final TitleSource title;
    private final Optional<TurnReading> running;
    private final Optional<TurnReading> last;
    private final List<Fact.ModelCallStarted> calls;
    private final List<MessageId> waiting;
    private final Set<MessageId> steering;
    private final boolean paused;
    private final boolean canUndo;
    private final boolean outlivesTheProcess;
    private final AskedOfTools tools;
    private final OwnTools ownTools;
    private final Map<QuestionId, Fact.QuestionAsked> asked;
    private final long first;

    Asked(ChatCommand command, LogReading log) {
        this.command = command;
        life = log.life();
        title = log.title();
        running = log.running();
        last = log.last();
        calls = running.map(TurnReading::calls).orElse(List.of());
        waiting = log.waiting();
        steering = log.queue().steering();
        paused = log.paused();
        canUndo = log.history().canUndo();
        outlivesTheProcess = running.filter(TurnReading::outlivesTheProcess).isPresent();
        tools = new AskedOfTools(log);
        ownTools = log.tools().own();
        asked = running.map(turn -> Map.copyOf(turn.questions())).orElse(Map.of());
        first = log.history().first();
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
            case ChatCommand.Create create -> created(create, facts, now);
            case ChatCommand.Send send -> sent(send, answer, facts, now);
            case ChatCommand.EditQueued edit -> edited(edit, answer, facts, now);
            case ChatCommand.Rewind _ -> {
                rewound(facts, now);
                must(now.running().isEmpty() && now.waiting().equals(waiting), "Nothing goes by itself", facts);
            }
            case ChatCommand.Resend(var _, var send) -> {
                if (send.earlier().isPresent()) {
                    sent(send, answer, facts, now);
                } else {
                    rewound(facts, now);
                    must(facts.contains(admitted(send)), "It is admitted as it was sent", facts);
                    goes(send.message(), answer, facts, now);
                    must(now.waiting().equals(waiting), "What waits stays", facts);
                }
            }
            case ChatCommand.Undo() -> {
                boolean one = facts.size() == 1 && facts.getFirst() instanceof Fact.HistoryRestored;
                must(one && now.waiting().equals(waiting), "The history comes back, and nothing else happens", facts);
            }
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
            case ChatCommand.AnswerApproval decided -> tools.decided(decided, facts);
            case ChatCommand.ChangeTools(var own) -> {
                List<Fact> changed = own.equals(ownTools) ? List.of() : List.of(new Fact.ToolsChanged(own));
                must(facts.equals(changed), "The tools of the chat are as was asked, and nothing else happens", facts);
            }
            case ChatCommand.ToolEnded result -> {
                must(
                        tools.runs(result.call()) != nothing,
                        "A result is taken while its tool runs, and only then",
                        answer);
                must(nothing != answer.equals(new Answer.Done()), "A result that is not taken is dropped", answer);
            }
            case ChatCommand.AnswerQuestion(var question, var given) -> {
                boolean goesOn = given.choices().equals(List.of("Go on"));
                TurnId turn = running.orElseThrow().id();
                must(
                        facts.getFirst().equals(new Fact.QuestionAnswered(turn, question, Optional.of(given))),
                        "It is settled",
                        facts);
                if (asked.get(question).tool().isPresent()) {
                    boolean result = facts.size() > 1
                            && facts.get(1) instanceof Fact.ToolEnded ended
                            && asked.get(question).tool().equals(Optional.of(ended.call()));
                    must(result, "What is answered is the result", facts);
                    return;
                }
                boolean raised = facts.size() > 1 && facts.get(1) instanceof Fact.BudgetRaised;
                must(raised == goesOn, "The budget is raised when a person says so", facts);
                if (goesOn) must(now.running().equals(running), "The turn goes on", facts);
                else cut(now, TurnOutcome.STOPPED);
                if (!goesOn) must(now.paused() != waiting.isEmpty(), "What waits is paused", facts);
            }
            case ChatCommand.Note(var message, var text) ->
                must(facts.equals(List.of(new Fact.NoticePosted(message, text))), "It is noted", facts);
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
            case ChatCommand.TitleMade(var _, var begun, var text, var usage) -> {
                boolean meant = begun == first && !text.isBlank();
                boolean wanted = life == Life.LIVE && title == TitleSource.FIRST_MESSAGE && meant;
                boolean given = facts.stream().anyMatch(Fact.TitleChanged.class::isInstance);
                boolean paid = facts.contains(new Fact.TitleCallEnded(usage));
                must(wanted == given, "A made title replaces the first words, and nothing else", facts);
                boolean owed = life != Life.ABSENT && !usage.equals(Usage.NONE);
                must(paid == owed, "A request for a title is paid for", facts);
                must(facts.size() == (given ? 1 : 0) + (paid ? 1 : 0), "A made title changes nothing else", facts);
            }
            case ChatCommand.Recover() -> {
                interrupted(facts, true, now);
                must(facts.stream().noneMatch(Asked::goesOn), "Nothing goes on by itself", facts);
            }
            case ChatCommand.Abort _ -> {
                must(running.isPresent() != nothing, "It fails what runs", facts);
                if (running.isPresent()) cut(now, TurnOutcome.FAILED);
                must(now.running().isEmpty() && now.waiting().equals(waiting), "What waits stays", facts);
            }
            case ChatCommand.ShutDown() -> {
                interrupted(facts, false, now);
                boolean rests = now.running().isEmpty() || outlivesTheProcess;
                must(rests && now.waiting().equals(waiting), "Nothing starts any more", facts);
            }
        }
    }

    /** What ran has ended, but for a turn that waits for a person and asks no model. */
    private void interrupted(List<Fact> facts, boolean goesOn, LogReading now) {
        if (outlivesTheProcess) {
            tools.lost(facts, goesOn);
            must(now.running().equals(running), "What is asked stays open", facts);
        } else if (running.isPresent()) {
            cut(now, TurnOutcome.INTERRUPTED);
        }
    }

    private Optional<Refusal> refusal() {
        return switch (command) {
            case ChatCommand.Create _ -> when(life != Life.ABSENT, Refusal.CHAT_NOT_FOUND);
            case ChatCommand.Delete _, ChatCommand.Restore _ -> when(life == Life.ABSENT, Refusal.CHAT_NOT_FOUND);
            case ChatCommand.Send send -> notThere().or(() -> refusalOf(send));
            case ChatCommand.EditQueued edit ->
                notThere().or(() -> when(!waiting.contains(edit.message()), Refusal.MESSAGE_NOT_QUEUED));
            case ChatCommand.Rewind _ -> notThere();
            case ChatCommand.Resend(var _, var send) -> notThere().or(() -> takenId(send));
            case ChatCommand.Undo() ->
                notThere().or(() -> when(!canUndo || running.isPresent(), Refusal.NOTHING_TO_UNDO));
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
            case ChatCommand.AnswerQuestion(var question, var given) ->
                notThere()
                        .or(() -> when(!asked.containsKey(question), Refusal.QUESTION_NOT_OPEN))
                        .or(() -> when(!allows(question, given), Refusal.ANSWER_NOT_ALLOWED));
            case ChatCommand.AnswerApproval decided ->
                notThere().or(() -> when(!tools.waits(decided.call()), Refusal.APPROVAL_NOT_OPEN));
            case ChatCommand.ChangeTools(var own) -> {
                boolean moves = !own.workspace().equals(ownTools.workspace());
                yield notThere().or(() -> when(moves && running.isPresent(), Refusal.CHAT_BUSY));
            }
            case ChatCommand.Rename _, ChatCommand.Note _ -> notThere();
            case ChatCommand.CallEnded _,
                    ChatCommand.ToolEnded _,
                    ChatCommand.TitleMade _,
                    ChatCommand.Recover _,
                    ChatCommand.Abort _,
                    ChatCommand.ShutDown _ -> Optional.empty();
        };
    }

    private boolean allows(QuestionId question, QuestionAnswer given) {
        Question open = asked.get(question).question();
        for (String choice : given.choices()) if (!open.choices().contains(choice)) return false;
        if (given.choices().size() > 1 && !open.multiple()) return false;
        if (given.text().isPresent() && !open.free()) return false;
        return given.text().isPresent() || !given.choices().isEmpty();
    }

    private Optional<Refusal> refusalOf(ChatCommand.Send send) {
        Optional<Refusal> taken = takenId(send);
        if (send.earlier().isPresent() || taken.isPresent()) return taken;
        boolean full = waiting.size() >= ChatRules.MAX_QUEUE;
        return switch (send.mode()) {
            case QUEUE, STEER -> when(full, Refusal.QUEUE_FULL);
            case REJECT -> when(busy(), Refusal.CHAT_BUSY);
            case INTERRUPT, ROLLBACK -> Optional.empty();
        };
    }

    private Optional<Refusal> takenId(ChatCommand.Send send) {
        boolean other = send.earlier().filter(earlier -> !earlier.sameText()).isPresent();
        boolean toCome = send.earlier().isEmpty()
                && calls.stream().anyMatch(call -> call.message().equals(send.message()));
        return when(other || toCome, Refusal.MESSAGE_ID_TAKEN);
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
            ChatCommand.Earlier earlier = send.earlier().get();
            Answer same = earlier.joins().isPresent()
                    ? new Answer.Steered(send.message(), earlier.joins().get())
                    : answer(send.message(), earlier.startedTurn());
            must(answer.equals(same), "The same answer", answer);
            return;
        }
        must(facts.contains(admitted(send)), "It is admitted as it was sent", facts);
        switch (send.mode()) {
            case QUEUE, REJECT -> waitsOrGoes(send.message(), answer, facts, now);
            case STEER -> {
                if (running.isPresent()) steers(send.message(), answer, now);
                else waitsOrGoes(send.message(), answer, facts, now);
            }
            case INTERRUPT, ROLLBACK -> {
                cutFor(send.mode(), facts, now);
                goes(send.message(), answer, facts, now);
            }
        }
    }

    private Fact admitted(ChatCommand.Send send) {
        Optional<TurnId> joins = send.mode() == SendMode.STEER ? running.map(TurnReading::id) : Optional.empty();
        return new Fact.MessageAdmitted(send.message(), send.sender(), send.text(), send.mode(), joins);
    }

    private void edited(ChatCommand.EditQueued edit, Answer answer, List<Fact> facts, LogReading now) {
        MessageId message = edit.message();
        SendMode before = steering.contains(message) ? SendMode.STEER : SendMode.QUEUE;
        SendMode mode = edit.mode().orElse(before);
        if (edit.text().isEmpty() && edit.mode().isEmpty()) must(facts.isEmpty(), "Nothing is to change", facts);
        edit.text().ifPresent(text -> {
            String known = now.message(message).orElseThrow().text();
            must(known.equals(text), "It says what it is to say", known);
        });
        if (facts.isEmpty()) {
            must(answer.equals(new Answer.Queued(message)), "It waits as it did", answer);
            return;
        }
        must(facts.getFirst().equals(new Fact.MessageEdited(message, edit.text(), mode)), "It is changed", facts);
        switch (mode) {
            case QUEUE, REJECT -> waits(message, answer, facts);
            case STEER -> {
                if (running.isPresent()) steers(message, answer, now);
                else waits(message, answer, facts);
            }
            case INTERRUPT, ROLLBACK -> {
                cutFor(mode, facts, now);
                goes(message, answer, facts, now);
            }
        }
    }

    private void waitsOrGoes(MessageId message, Answer answer, List<Fact> facts, LogReading now) {
        if (busy()) waits(message, answer, facts);
        else goes(message, answer, facts, now);
    }

    private void waits(MessageId message, Answer answer, List<Fact> facts) {
        must(facts.size() == 1 && answer.equals(new Answer.Queued(message)), "It waits", facts);
    }

    private void steers(MessageId message, Answer answer, LogReading now) {
        TurnId turn = running.orElseThrow().id();
        must(answer.equals(new Answer.Steered(message, turn)), "The answer names the turn that it joins", answer);
        must(now.running().equals(running), "The turn goes on", answer);
        boolean waits = now.waiting().contains(message);
        must(!waits || now.queue().steering().contains(message), "It has joined, or is to", answer);
    }

    /** A turn of its own begins in this step, and what waits behind is as it was. */
    private void goes(MessageId message, Answer answer, List<Fact> facts, LogReading now) {
        Optional<Fact.TurnStarted> turn = facts.stream()
                .filter(Fact.TurnStarted.class::isInstance)
                .map(Fact.TurnStarted.class::cast)
                .findFirst();
        boolean own = turn.isPresent()
                && turn.get().message().equals(message)
                && turn.get().continues().isEmpty();
        must(own, "It begins a turn", facts);
        must(answer.equals(new Answer.Started(message, turn.orElseThrow().turn())), "The answer names it", answer);
        List<MessageId> behind = new ArrayList<>(waiting);
        behind.remove(message);
        boolean runs = now.running()
                .filter(next -> next.id().equals(turn.get().turn()))
                .isPresent();
        boolean same = now.waiting().equals(behind) && (now.paused() || !paused || behind.isEmpty());
        must(same || !(runs || paused), "What waits behind is as it was", behind, now.waiting());
    }

    private void cutFor(SendMode mode, List<Fact> facts, LogReading now) {
        if (running.isPresent()) cut(now, TurnOutcome.STOPPED);
        boolean rollsBack = mode == SendMode.ROLLBACK && running.isPresent();
        must(rewindings(facts) == (rollsBack ? 1 : 0), "What was rolled back is out of the history", facts);
    }

    private void rewound(List<Fact> facts, LogReading now) {
        if (running.isPresent()) cut(now, TurnOutcome.STOPPED);
        must(rewindings(facts) == 1, "It is out of the history", facts);
        must(now.paused() != waiting.isEmpty(), "What waits is paused", facts);
    }

    private static long rewindings(List<Fact> facts) {
        return facts.stream().filter(Fact.HistoryRewound.class::isInstance).count();
    }

    private void created(ChatCommand.Create create, List<Fact> facts, LogReading now) {
        must(now.life() == Life.LIVE && now.running().isEmpty(), "It is there, and rests", facts);
        List<String> copied = create.branch().map(Branch::messages).orElse(List.of()).stream()
                .map(Message::text)
                .toList();
        List<String> said = now.history().transcript().stream()
                .map(message -> now.message(message).orElseThrow().text())
                .toList();
        must(said.equals(copied), "It begins with what was copied", said, copied);
        must(resultsOf(facts).containsAll(resultsOf(create)), "It begins with the results that were copied", facts);
        TitleSource given =
                create.branch().map(branch -> branch.title().source()).orElse(TitleSource.NONE);
        TitleSource source = create.title().isPresent() ? TitleSource.HAND : given;
        must(now.title() == source, "It is called as was asked, or as the other is", now.title());
    }

    private static List<Part> resultsOf(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.MessagePosted.class::isInstance)
                .flatMap(fact -> ((Fact.MessagePosted) fact).message().parts().stream())
                .toList();
    }

    private static List<Part> resultsOf(ChatCommand.Create create) {
        return create.branch().map(Branch::messages).orElse(List.of()).stream()
                .flatMap(message -> message.parts().stream())
                .filter(part ->
                        !(part instanceof Part.ToolCall call && call.result().isEmpty()))
                .toList();
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

    private void must(boolean holds, String promise, Object... seen) {
        if (!holds) kept(false, promise, command, Arrays.toString(seen));
    }
}
