package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.TurnId;
import java.util.List;
import java.util.Optional;

/** Decides which facts follow from a command. Pure: the same state, command and context give the same facts. */
public final class ChatRules {
    /** The most messages that may wait in one chat. */
    public static final int MAX_QUEUE = 100;

    private static final String STOPPED_BY_HAND = "You stopped the turn before, so the next messages wait.";

    private ChatRules() {}

    public static Decision decide(ChatState state, ChatCommand command, Context context) {
        var draft = new Draft(state);
        var turns = new TurnRules(draft, context);
        Optional<Refusal> refusal = refusalBy(state.life(), command);
        if (refusal.isPresent()) return draft.answered(new Answer.Refused(refusal.get()));
        Answer answer = switch (command) {
            case ChatCommand.Create create -> create(draft, create);
            case ChatCommand.Send send -> send(draft, turns, send);
            case ChatCommand.EditQueued edit -> QueueRules.edit(draft, turns, edit);
            case ChatCommand.Rewind(var from) -> HistoryRules.rewind(draft, turns, from);
            case ChatCommand.Resend(var from, var send) -> HistoryRules.resend(draft, turns, from, send);
            case ChatCommand.Undo() -> HistoryRules.undo(draft);
            case ChatCommand.Withdraw(var message) -> withdraw(draft, message);
            case ChatCommand.Stop stop -> stop(draft, turns, stop);
            case ChatCommand.Continue() -> goOn(draft, turns);
            case ChatCommand.AnswerQuestion(var question, var given) -> answer(draft, turns, question, given);
            case ChatCommand.AnswerApproval decided -> decide(draft, turns, decided);
            case ChatCommand.ChangeTools(var tools) -> changeTools(draft, tools);
            case ChatCommand.Rename(var title) -> {
                draft.add(new Fact.TitleChanged(Title.clean(title), TitleSource.HAND));
                yield new Answer.Done();
            }
            case ChatCommand.Note(var message, var text) -> {
                draft.add(new Fact.NoticePosted(message, text));
                yield new Answer.Done();
            }
            case ChatCommand.Delete() -> delete(draft, turns);
            case ChatCommand.Restore() -> {
                if (state.life() == Life.TRASHED) draft.add(new Fact.ChatRestored());
                yield new Answer.Done();
            }
            case ChatCommand.CallEnded ended -> turns.callEnded(ended) ? new Answer.Done() : new Answer.Dropped();
            case ChatCommand.ToolEnded ended -> turns.toolEnded(ended) ? new Answer.Done() : new Answer.Dropped();
            case ChatCommand.TitleMade made -> titleMade(draft, made);
            case ChatCommand.Recover() -> {
                turns.interrupt();
                turns.resume();
                yield new Answer.Done();
            }
            case ChatCommand.Abort(var reason) -> abort(draft, turns, reason);
            case ChatCommand.ShutDown() -> {
                turns.interrupt();
                yield new Answer.Done();
            }
        };
        return draft.answered(answer);
    }

    /** What must be started or ended now that this fact is stored. */
    public static List<Effect> effectsOf(ChatState after, Fact fact) {
        return switch (fact) {
            case Fact.ModelCallStarted(
                    var turn,
                    var reply,
                    var call,
                    var agent,
                    var message,
                    var _,
                    var _,
                    var compacts) -> {
                OpenTurn open = after.turn().orElseThrow();
                yield List.of(new Effect.AskModel(
                        turn,
                        reply,
                        call,
                        agent,
                        message,
                        open.settingsVersion(),
                        open.continues().isPresent(),
                        compacts));
            }
            case Fact.ToolStarted(var turn, var reply, var agent, var call, var tool, var arguments, var binding) ->
                List.of(new Effect.RunTool(
                        turn,
                        reply,
                        agent,
                        call,
                        tool,
                        arguments,
                        binding,
                        after.turn().orElseThrow().settingsVersion()));
            case Fact.ToolEnded ended -> List.of(new Effect.EndTool(ended.call()));
            case Fact.ModelCallEnded ended -> List.of(new Effect.EndCall(ended.call()));
            case Fact.TurnEnded _ ->
                isFirstExchange(after) ? List.of(new Effect.MakeTitle(after.firstSeq())) : List.of();
            case Fact.ChatCreated _,
                    Fact.TitleChanged _,
                    Fact.TitleCallEnded _,
                    Fact.MessageAdmitted _,
                    Fact.MessageDelivered _,
                    Fact.MessageEdited _,
                    Fact.MessageWithdrawn _,
                    Fact.MessageFailed _,
                    Fact.TurnStarted _,
                    Fact.ReplyStarted _,
                    Fact.MessagePosted _,
                    Fact.HistoryCompacted _,
                    Fact.QuestionAsked _,
                    Fact.QuestionAnswered _,
                    Fact.BudgetRaised _,
                    Fact.ToolRequested _,
                    Fact.ToolsChanged _,
                    Fact.ApprovalRequested _,
                    Fact.ApprovalAnswered _,
                    Fact.ReplyEnded _,
                    Fact.ReplyLimited _,
                    Fact.QueuePaused _,
                    Fact.QueueResumed _,
                    Fact.NoticePosted _,
                    Fact.HistoryRewound _,
                    Fact.HistoryRestored _,
                    Fact.ChatBranched _,
                    Fact.ChatDeleted _,
                    Fact.ChatRestored _ -> List.of();
        };
    }

    private static boolean isFirstExchange(ChatState ended) {
        boolean well = ended.lastTurn()
                .filter(turn -> turn.answered() && !turn.unfinished())
                .isPresent();
        return well && ended.title().source() == TitleSource.FIRST_MESSAGE;
    }

    private static Optional<Refusal> refusalBy(Life life, ChatCommand command) {
        return switch (command) {
            case ChatCommand.Create _ -> life == Life.ABSENT ? Optional.empty() : Optional.of(Refusal.CHAT_NOT_FOUND);
            case ChatCommand.Delete _, ChatCommand.Restore _ ->
                life == Life.ABSENT ? Optional.of(Refusal.CHAT_NOT_FOUND) : Optional.empty();
            case ChatCommand.CallEnded _,
                    ChatCommand.ToolEnded _,
                    ChatCommand.TitleMade _,
                    ChatCommand.Recover _,
                    ChatCommand.Abort _,
                    ChatCommand.ShutDown _ -> Optional.empty();
            case ChatCommand.Send _,
                    ChatCommand.EditQueued _,
                    ChatCommand.Rewind _,
                    ChatCommand.Resend _,
                    ChatCommand.Undo _,
                    ChatCommand.Withdraw _,
                    ChatCommand.Stop _,
                    ChatCommand.Continue _,
                    ChatCommand.AnswerQuestion _,
                    ChatCommand.AnswerApproval _,
                    ChatCommand.ChangeTools _,
                    ChatCommand.Rename _,
                    ChatCommand.Note _ ->
                switch (life) {
                    case ABSENT -> Optional.of(Refusal.CHAT_NOT_FOUND);
                    case TRASHED -> Optional.of(Refusal.CHAT_IN_TRASH);
                    case LIVE -> Optional.empty();
                };
        };
    }

    private static Answer create(Draft draft, ChatCommand.Create create) {
        draft.add(new Fact.ChatCreated(create.world(), create.title()));
        create.branch().ifPresent(branch -> HistoryRules.copy(draft, branch));
        return new Answer.Done();
    }

    private static Answer send(Draft draft, TurnRules turns, ChatCommand.Send send) {
        Optional<Answer> early = QueueRules.answeredBefore(draft.state(), send);
        if (early.isPresent()) return early.get();
        boolean busy = draft.state().busy();
        if (busy && send.mode() == SendMode.REJECT) return new Answer.Refused(Refusal.CHAT_BUSY);
        boolean full = draft.state().queue().size() >= MAX_QUEUE;
        if (full && QueueRules.mayWait(send.mode())) return new Answer.Refused(Refusal.QUEUE_FULL);
        QueueRules.makeRoom(draft, turns, send.mode());
        Optional<TurnId> joins = draft.state().turn().map(OpenTurn::turn).filter(_ -> send.mode() == SendMode.STEER);
        draft.add(new Fact.MessageAdmitted(send.message(), send.sender(), send.text(), send.mode(), joins));
        return QueueRules.go(draft, turns, send.message());
    }

    private static Answer withdraw(Draft draft, MessageId message) {
        if (draft.state().queued(message).isEmpty()) return new Answer.Refused(Refusal.MESSAGE_NOT_QUEUED);
        draft.add(new Fact.MessageWithdrawn(message));
        if (draft.state().queue().isEmpty()) QueueRules.resume(draft);
        return new Answer.Done();
    }

    private static Answer stop(Draft draft, TurnRules turns, ChatCommand.Stop stop) {
        Optional<TurnId> running = draft.state().turn().map(OpenTurn::turn);
        boolean meant =
                running.isPresent() && (stop.turn().isEmpty() || stop.turn().equals(running));
        if (!meant) return new Answer.Refused(Refusal.TURN_NOT_RUNNING);
        turns.cut(Cut.STOPPED);
        switch (stop.queue()) {
            case PAUSE -> QueueRules.pause(draft, STOPPED_BY_HAND);
            case CONTINUE -> {
                QueueRules.resume(draft);
                turns.deliverNext();
            }
        }
        return new Answer.Stopped(running.get());
    }

    private static Answer goOn(Draft draft, TurnRules turns) {
        if (!draft.state().canContinue()) return new Answer.Refused(Refusal.NOTHING_TO_CONTINUE);
        QueueRules.resume(draft);
        Optional<EndedTurn> unfinished = draft.state().lastTurn().filter(EndedTurn::unfinished);
        return new Answer.Continued(
                unfinished.isPresent() ? Optional.of(turns.goOnFrom(unfinished.get())) : turns.deliverNext());
    }

    private static Answer answer(Draft draft, TurnRules turns, QuestionId id, QuestionAnswer answer) {
        Optional<OpenQuestion> question = draft.state().turn().flatMap(turn -> turn.question(id));
        if (question.isEmpty()) return new Answer.Refused(Refusal.QUESTION_NOT_OPEN);
        if (!question.get().question().allows(answer)) return new Answer.Refused(Refusal.ANSWER_NOT_ALLOWED);
        turns.answered(question.get(), answer);
        return new Answer.Done();
    }

    private static Answer decide(Draft draft, TurnRules turns, ChatCommand.AnswerApproval decided) {
        Optional<Approval> approval = draft.state().approval(decided.call());
        if (approval.isEmpty()) return new Answer.Refused(Refusal.APPROVAL_NOT_OPEN);
        turns.decided(approval.get(), decided);
        return new Answer.Done();
    }

    /** Calls that were judged in one folder do not run in another, so nobody changes it while a turn is open. */
    private static Answer changeTools(Draft draft, OwnTools tools) {
        OwnTools before = draft.state().ownTools();
        boolean moves = !tools.workspace().equals(before.workspace());
        if (moves && draft.state().turn().isPresent()) return new Answer.Refused(Refusal.CHAT_BUSY);
        if (!tools.equals(before)) draft.add(new Fact.ToolsChanged(tools));
        return new Answer.Done();
    }

    private static Answer delete(Draft draft, TurnRules turns) {
        if (draft.state().life() == Life.TRASHED) return new Answer.Done();
        if (draft.state().turn().isPresent()) turns.cut(Cut.STOPPED);
        for (QueuedMessage queued : draft.state().queue()) draft.add(new Fact.MessageWithdrawn(queued.message()));
        QueueRules.resume(draft);
        draft.add(new Fact.ChatDeleted());
        return new Answer.Done();
    }

    private static Answer titleMade(Draft draft, ChatCommand.TitleMade made) {
        ChatState state = draft.state();
        String title = Title.clean(made.title());
        boolean wanted = state.life() == Life.LIVE
                && state.title().source() == TitleSource.FIRST_MESSAGE
                && state.firstSeq() == made.first();
        boolean paid = state.life() != Life.ABSENT && !made.usage().equals(Usage.NONE);
        if (paid) draft.add(new Fact.TitleCallEnded(made.usage()));
        if (!wanted || title.isEmpty()) return paid ? new Answer.Done() : new Answer.Dropped();
        draft.add(new Fact.TitleChanged(title, TitleSource.MODEL));
        return new Answer.Done();
    }

    private static Answer abort(Draft draft, TurnRules turns, String reason) {
        if (draft.state().turn().isEmpty()) return new Answer.Dropped();
        turns.cut(Cut.failed(reason));
        turns.pauseAfterFailure();
        return new Answer.Done();
    }
}
