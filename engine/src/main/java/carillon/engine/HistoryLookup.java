package carillon.engine;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds the messages that a change of a chat's history is about. On the thread of the chat's owner. */
final class HistoryLookup {
    private static final int PAGE = 50;

    private final ChatId chat;
    private final OwnerParts parts;

    HistoryLookup(ChatId chat, OwnerParts parts) {
        this.chat = chat;
        this.parts = parts;
    }

    /** What was found. */
    sealed interface Found {}

    record Possible(ChatCommand command) implements Found {}

    record Impossible(Refusal refusal) implements Found {}

    /** Looks up what became of a message that was sent under the same id before. */
    interface Admission extends BiFunction<ChatCommand.Send, Optional<MessageId>, ChatCommand.Send> {}

    Found commandFor(HistoryChange change, Admission admission) {
        Optional<StoredMessage> named = parts.index().message(chat, change.message());
        if (named.isEmpty()) return new Impossible(Refusal.MESSAGE_NOT_FOUND);
        return switch (change) {
            case HistoryChange.Rewind _ ->
                placed(named.get())
                        .<Found>map(place -> new Possible(new ChatCommand.Rewind(place)))
                        .orElseGet(() -> new Impossible(Refusal.MESSAGE_NOT_FOUND));
            case HistoryChange.Edit(var _, var id, var text) -> {
                if (!isFromPerson(named.get())) yield new Impossible(Refusal.MESSAGE_NOT_EDITABLE);
                yield resend(named.get(), send(id, text), id, admission);
            }
            case HistoryChange.Regenerate(var _, var id) -> {
                Optional<StoredMessage> asked = isFromPerson(named.get()) ? named : before(named.get());
                if (asked.isEmpty()) yield new Impossible(Refusal.MESSAGE_NOT_EDITABLE);
                yield resend(asked.get(), send(id, asked.get().message().text()), id, admission);
            }
        };
    }

    private ChatCommand.Send send(Optional<MessageId> id, String text) {
        MessageId message = id.orElseGet(parts.ids()::message);
        return new ChatCommand.Send(message, Sender.HUMAN, text, SendMode.QUEUE, Optional.empty());
    }

    /** A send that was heard before gets its answer, although what it was about is no longer in the history. */
    private Found resend(StoredMessage from, ChatCommand.Send send, Optional<MessageId> id, Admission admission) {
        ChatCommand.Send admitted = admission.apply(send, id);
        if (admitted.earlier().isPresent()) return new Possible(admitted);
        return placed(from)
                .<Found>map(place -> new Possible(new ChatCommand.Resend(place, admitted)))
                .orElseGet(() -> new Impossible(Refusal.MESSAGE_NOT_FOUND));
    }

    private static Optional<PlacedMessage> placed(StoredMessage found) {
        boolean there = found.seq().isPresent() && !found.rewound();
        return there
                ? Optional.of(
                        new PlacedMessage(found.message().id(), found.seq().getAsLong()))
                : Optional.empty();
    }

    private static boolean isFromPerson(StoredMessage found) {
        return switch (found.message().sender()) {
            case HUMAN, WORLD -> true;
            case SYSTEM, AGENT -> false;
        };
    }

    /** The last message of a person before another. */
    private Optional<StoredMessage> before(StoredMessage found) {
        long next = found.seq().orElse(0) - 1;
        while (next > 0) {
            List<StoredMessage> page = parts.index().transcript(chat, next, PAGE);
            if (page.isEmpty()) return Optional.empty();
            Optional<StoredMessage> asked =
                    page.reversed().stream().filter(HistoryLookup::isFromPerson).findFirst();
            if (asked.isPresent()) return asked;
            next = page.getFirst().seq().orElseThrow() - 1;
        }
        return Optional.empty();
    }
}
