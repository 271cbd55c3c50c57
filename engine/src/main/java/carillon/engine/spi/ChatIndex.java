package carillon.engine.spi;

import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be looked up without the chats' owners. It changes in the same transactions as the log and could be rebuilt
 * from it. Safe for use by many threads; every method throws {@link StorageException} if the store cannot be read.
 */
public interface ChatIndex {
    /** The most chats that one {@link #chats} returns. */
    int MAX_CHATS = 1_000;

    /** The most messages that one {@link #transcript} returns, when it is limited. */
    int MAX_MESSAGES = 500;

    /** Which chats of a world are meant. */
    enum Shelf {
        LIVE,
        TRASH
    }

    /** The place after which a list goes on. */
    record ChatCursor(Instant updatedAt, ChatId chat) {}

    /**
     * A world's chats, last activity first, without their open texts. One whose facts are damaged is listed as failed,
     * with the reason, and hides no other.
     *
     * @param after where the page before ended
     */
    List<StoredChat> chats(WorldId world, Shelf shelf, Optional<ChatCursor> after, int limit);

    /** All live chats of a world, in no order. */
    List<ChatId> chatIds(WorldId world);

    /**
     * What the model calls of each world used, in all its chats, also those that are in the trash or were purged; a world
     * that used nothing may be missing.
     */
    Map<WorldId, Usage> usage();

    /** A message of this chat by its id, whatever became of it. */
    Optional<StoredMessage> message(ChatId chat, MessageId message);

    /** A picture that was kept for this chat. */
    Optional<Picture> picture(ChatId chat, ImageId image);

    /**
     * The last messages of a chat's transcript at or before a seq, oldest first.
     *
     * @param upTo  the highest seq wanted
     * @param limit at most this many
     */
    List<StoredMessage> transcript(ChatId chat, long upTo, int limit);
}
