package carillon.core.chat;

import carillon.core.id.MessageId;

/** A message that waits for its turn. */
public record QueuedMessage(MessageId message, Sender sender, SendMode mode) {}
