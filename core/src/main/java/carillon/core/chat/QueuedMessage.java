package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.routing.Mentions;

/** A message that waits for its turn. Whom it goes to is decided when that begins. */
public record QueuedMessage(MessageId message, Sender sender, SendMode mode, Mentions mentions) {}
