package carillon.engine.spi;

import carillon.core.id.ChatId;
import java.nio.file.Path;
import java.util.Set;

/**
 * Copies of a workspace that single chats have for themselves. What is changed in one reaches the workspace when a person
 * merges it, and no other copy ever. Safe for many threads, one at a time for each chat; every call may block.
 */
public interface WorkspaceCopies {
    /** What became of a merge. */
    sealed interface Merge {
        /** The workspace has the changes now, and the copy goes on from there. */
        record Done() implements Merge {}

        /** There are none. */
        record NoChanges() implements Merge {}

        /**
         * The workspace was changed in the same places; nothing was written.
         *
         * @param where a line for each place
         */
        record Conflict(String where) implements Merge {}
    }

    /** A copy could not be made or used; the message says why and what to do, and nothing was changed. */
    final class CopyException extends Exception {
        private static final long serialVersionUID = 1;

        public CopyException(String message) {
            super(message);
        }
    }

    /** Where the copy of a chat lies, or would lie. */
    Path folder(ChatId chat);

    /** Copies the workspace as it is now; refused when there is a copy already. */
    void create(ChatId chat, Path workspace) throws CopyException, InterruptedException;

    /** What the copy has that it did not have when it was made, or merged last: a bounded unified diff. */
    String changes(ChatId chat) throws CopyException, InterruptedException;

    /** Brings the changes of the copy into the workspace, all or none of them. */
    Merge merge(ChatId chat, Path workspace) throws CopyException, InterruptedException;

    /** Deletes the copy with all that was not merged; nothing happens when there is none. */
    void remove(ChatId chat) throws CopyException, InterruptedException;

    /** The chats that there are copies of, also those that were left behind. */
    Set<ChatId> chats();
}
