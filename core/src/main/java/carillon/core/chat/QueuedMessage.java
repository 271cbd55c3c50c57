package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.routing.Mentions;

/**
 * A message that waits for its turn. Whom it goes to is decided when that begins.
 *
 * @param excerpt what the chat is called if this is its first message
 */
public record QueuedMessage(MessageId message, Sender sender, SendMode mode, Title excerpt, Mentions mentions) {
    QueuedMessage as(SendMode changed) {
        return new QueuedMessage(message, sender, changed, excerpt, mentions);
    }

    QueuedMessage after(Fact.MessageEdited edited) {
        return new QueuedMessage(
                message,
                sender,
                edited.mode(),
                edited.text().map(Title::excerpt).orElse(excerpt),
                edited.text().map(Mentions::in).orElse(mentions));
    }
}
