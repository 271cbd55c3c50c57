package carillon.core.prompt;

import carillon.core.chat.Message;

/**
 * A message of a chat's transcript.
 *
 * @param seq its place, from 1
 */
public record Line(long seq, Message message) {}
