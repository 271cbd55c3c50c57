package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.util.Optional;

/** How messages wait for their turn, and how they go in. */
final class QueueRules {
    private QueueRules() {}

    /** The answer to a message whose id the chat knows already; empty for a new one. */
    static Optional<Answer> answeredBefore(ChatState state, ChatCommand.Send send) {
        MessageId message = send.message();
        if (send.earlier().isPresent()) {
            ChatCommand.Earlier earlier = send.earlier().get();
            if (!earlier.sameText()) return Optional.of(new Answer.Refused(Refusal.MESSAGE_ID_TAKEN));
            return Optional.of(earlier.joins()
                    .<Answer>map(turn -> new Answer.Steered(message, turn))
                    .orElseGet(() -> startedOrQueued(message, earlier.startedTurn())));
        }
        return state.isBeingWritten(message)
                ? Optional.of(new Answer.Refused(Refusal.MESSAGE_ID_TAKEN))
                : Optional.empty();
    }

    /** Lets a queued message go in as it wishes to, or leaves it in the queue. */
    static Answer go(Draft draft, TurnRules turns, MessageId id) {
        QueuedMessage message = draft.state().queued(id).orElseThrow();
        Optional<OpenTurn> running = draft.state().turn();
        return switch (message.mode()) {
            case QUEUE, REJECT -> startedOrQueued(id, inItsTurn(draft, turns, id));
            case STEER -> {
                if (running.isEmpty()) yield startedOrQueued(id, inItsTurn(draft, turns, id));
                turns.steer(message);
                yield new Answer.Steered(id, running.get().turn());
            }
            case INTERRUPT, ROLLBACK -> {
                makeRoom(draft, turns, message.mode());
                yield new Answer.Started(id, turns.deliver(message));
            }
        };
    }

    /** Ends the turn that runs when a message does not wait for its end. */
    static void makeRoom(Draft draft, TurnRules turns, SendMode mode) {
        Optional<OpenTurn> running = draft.state().turn();
        if (mayWait(mode) || running.isEmpty()) return;
        turns.cut(Cut.STOPPED);
        if (mode == SendMode.ROLLBACK) {
            draft.add(new Fact.HistoryRewound(
                    running.get().message(), running.get().from()));
        }
    }

    static boolean mayWait(SendMode mode) {
        return switch (mode) {
            case QUEUE, STEER, REJECT -> true;
            case INTERRUPT, ROLLBACK -> false;
        };
    }

    private static Optional<TurnId> inItsTurn(Draft draft, TurnRules turns, MessageId id) {
        boolean next = draft.state().canDeliver()
                && draft.state().queue().getFirst().message().equals(id);
        return next ? turns.deliverNext() : Optional.empty();
    }

    private static Answer startedOrQueued(MessageId message, Optional<TurnId> turn) {
        return turn.<Answer>map(begun -> new Answer.Started(message, begun))
                .orElseGet(() -> new Answer.Queued(message));
    }

    static Answer edit(Draft draft, TurnRules turns, ChatCommand.EditQueued edit) {
        Optional<QueuedMessage> queued = draft.state().queued(edit.message());
        if (queued.isEmpty()) return new Answer.Refused(Refusal.MESSAGE_NOT_QUEUED);
        SendMode before = queued.get().mode();
        SendMode mode = edit.mode().orElse(before);
        if (edit.text().isEmpty() && mode == before) return new Answer.Queued(edit.message());
        draft.add(new Fact.MessageEdited(edit.message(), edit.text(), mode));
        return go(draft, turns, edit.message());
    }

    /** What waits goes on waiting, and the newest reason is the one that counts. */
    static void pause(Draft draft, String reason) {
        boolean said = draft.state().queuePaused().equals(Optional.of(reason));
        if (!said && !draft.state().queue().isEmpty()) draft.add(new Fact.QueuePaused(reason));
    }

    static void resume(Draft draft) {
        if (draft.state().queuePaused().isPresent()) draft.add(new Fact.QueueResumed());
    }
}
