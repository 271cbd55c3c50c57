package carillon.engine.spi;

import carillon.core.chat.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as the store keeps it beside the log.
 *
 * @param firstText   what it said when it was admitted, if it was changed since
 * @param admittedSeq the fact that brought it into the chat: its admission, or for an agent's or a notice its posting
 * @param seq         its place in the transcript, a failed one's too; empty while it is queued and after it was withdrawn
 * @param rewound     whether it was taken out of the history; a transcript has none that were
 * @param at          when it came to its place, or was admitted if it has none
 */
public record StoredMessage(
        Message message, Optional<String> firstText, long admittedSeq, OptionalLong seq, boolean rewound, Instant at) {}
