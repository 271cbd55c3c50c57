package carillon.core.chat;

import carillon.core.id.MessageId;

/**
 * A message that has its place in a chat's history.
 *
 * @param seq its place, from 1
 */
public record PlacedMessage(MessageId message, long seq) {}
