package carillon.engine;

import carillon.core.id.MessageId;
import java.util.Optional;

/** What a person wants done to the history of a chat; each ends the turn that runs. */
public sealed interface HistoryChange {
    /** The message that it is about. */
    MessageId message();

    /** Takes the message and all that came after it out of the history. */
    record Rewind(MessageId message) implements HistoryChange {}

    /**
     * Rewinds to before a person's message and sends this text in its stead.
     *
     * @param id of the new message, chosen by the sender; the same id and text again gives the same answer
     */
    record Edit(MessageId message, Optional<MessageId> id, String text) implements HistoryChange {}

    /**
     * Rewinds to before the message that was answered and sends the same text again.
     *
     * @param message that message, or an answer to it
     * @param id      of the new message, as for an edit
     */
    record Regenerate(MessageId message, Optional<MessageId> id) implements HistoryChange {}
}
