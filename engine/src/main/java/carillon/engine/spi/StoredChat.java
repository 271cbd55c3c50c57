package carillon.engine.spi;

import carillon.core.chat.ChatState;
import carillon.core.chat.Said;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A chat as it was found in the store.
 *
 * @param seenSeq   how far a person has read
 * @param updatedAt when the last fact was recorded
 * @param deletedAt when it went to the trash; empty while it is not there
 * @param openTexts what messages had said that were not posted, as far as it was saved
 */
public record StoredChat(
        ChatId chat,
        ChatState state,
        long seenSeq,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> deletedAt,
        Map<MessageId, Said> openTexts) {
    public StoredChat {
        openTexts = Map.copyOf(openTexts);
    }
}
