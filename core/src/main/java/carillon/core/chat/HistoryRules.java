package carillon.core.chat;

import java.util.Optional;
import java.util.OptionalLong;

/** How a chat's history is cut back, brought back and copied. */
final class HistoryRules {
    private static final String CHANGED_BY_HAND = "You changed the history, so the next messages wait.";

    private HistoryRules() {}

    static Answer rewind(Draft draft, TurnRules turns, PlacedMessage from) {
        if (draft.state().turn().isPresent()) turns.cut(Cut.STOPPED);
        draft.add(new Fact.HistoryRewound(from.message(), from.seq()));
        QueueRules.pause(draft, CHANGED_BY_HAND);
        return new Answer.Done();
    }

    static Answer resend(Draft draft, TurnRules turns, PlacedMessage from, ChatCommand.Send send) {
        Optional<Answer> early = QueueRules.answeredBefore(draft.state(), send);
        if (early.isPresent()) return early.get();
        var _ = rewind(draft, turns, from);
        draft.add(
                new Fact.MessageAdmitted(send.message(), send.sender(), send.text(), SendMode.QUEUE, Optional.empty()));
        QueuedMessage message = draft.state().queued(send.message()).orElseThrow();
        return new Answer.Started(send.message(), turns.deliver(message));
    }

    static Answer undo(Draft draft) {
        if (!draft.state().canUndo()) return new Answer.Refused(Refusal.NOTHING_TO_UNDO);
        draft.add(new Fact.HistoryRestored(draft.state().rewound().getFirst().seq()));
        return new Answer.Done();
    }

    static void copy(Draft draft, Branch branch) {
        boolean named = draft.state().title().source() == TitleSource.HAND;
        if (!named && !branch.title().text().isEmpty()) {
            draft.add(
                    new Fact.TitleChanged(branch.title().text(), branch.title().source()));
        }
        draft.add(new Fact.ChatBranched(branch.from(), branch.message()));
        long before = draft.state().seq();
        for (Message message : branch.messages()) {
            draft.add(new Fact.MessagePosted(message.withResults()
                    .withOrigin(message.origin().map(origin -> origin.asked(after(before, origin.asked()))))));
        }
    }

    private static OptionalLong after(long before, OptionalLong seen) {
        return seen.isPresent() ? OptionalLong.of(before + seen.getAsLong()) : seen;
    }
}
