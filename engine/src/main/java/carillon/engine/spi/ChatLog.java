package carillon.engine.spi;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The durable record of every chat. Safe for use by many threads; one chat has one writer. */
public interface ChatLog {
    /** The most facts that one {@link #read} returns. */
    int MAX_READ = 1_000;

    /** The epoch of this opening of the store; higher than that of every earlier one. */
    Epoch epoch();

    /**
     * Appends facts in one transaction and returns once they would survive a power cut. The chat's summary, its
     * messages, what its world used and {@code after} change in the same transaction; the saved open text of a message that is posted goes.
     * A first fact with seq 1 makes the chat. The time of a {@code ChatDeleted} becomes the chat's deletion time and a
     * {@code ChatRestored} clears it.
     *
     * @param epoch  the owner's epoch
     * @param events at least one, all of one chat, seqs without gaps; the first follows the chat's last fact
     * @param after  what the chat's facts add up to with these
     * @throws StaleOwnerException if the chat was written in a later epoch or ends at another seq; nothing was written
     * @throws StorageException    if the store refused or could not be reached; nothing was written
     */
    void append(Epoch epoch, List<Recorded> events, ChatState after);

    /**
     * Reads a chat in order.
     *
     * @param after last seq already seen; 0 for the whole chat
     * @param limit at most this many, up to {@link #MAX_READ}
     * @return the later facts, oldest first; empty when there are none or no such chat
     * @throws StorageException if the store could not be read
     */
    List<Recorded> read(ChatId chat, long after, int limit);

    /**
     * The chat as it stands; empty when it was never created or was purged.
     *
     * @throws StorageException if the store could not be read
     */
    Optional<StoredChat> load(ChatId chat);

    /**
     * Chats with a turn that has not ended or a queued message that could be delivered.
     *
     * @throws StorageException if the store could not be read
     */
    List<ChatId> unfinished();

    /**
     * Hands over a piece of an open text, to be saved with the next commit. Returns at once. It takes the place of what
     * was saved from its offset on.
     *
     * @param offset the place of the piece's first character in the text of this kind, in UTF-16 units
     * @return completes, never exceptionally, with whether the piece is in the store; one that is not may be handed over
     *     again
     */
    CompletionStage<Boolean> saveOpenText(ChatId chat, MessageId message, TextKind kind, int offset, String piece);

    /**
     * Keeps a picture that a tool of this chat gave, before the fact that names it, and returns once it would survive a
     * power cut. Keeping one again changes nothing, and nothing is kept for a chat that is not there. A chat that is
     * copied from another is given, in the append that makes it, what the copied messages name.
     *
     * @throws StorageException if the store refused or could not be reached; nothing was written
     */
    void keepPicture(ChatId chat, Picture picture);

    /**
     * Notes how far a person has read; only grows, and never past the chat's last seq.
     *
     * @return the stored value
     * @throws StorageException if the store refused or could not be reached
     */
    long saveSeen(ChatId chat, long seq);

    /**
     * Removes what chats in the trash since before that time said, leaving a tombstone so that nothing revives them.
     *
     * @return how many were purged
     * @throws StorageException if the store refused or could not be reached
     */
    int purge(Instant deletedBefore);
}
