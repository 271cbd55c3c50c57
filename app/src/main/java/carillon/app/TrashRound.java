package carillon.app;

import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.WorkspaceCopies;
import carillon.engine.spi.WorkspaceCopies.CopyException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Predicate;

/** Empties the trash of what is too old, and deletes what was copied for chats that are gone, now and once a day. */
final class TrashRound implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrashRound.class.getName());
    private static final Duration EVERY = Duration.ofDays(1);

    private final Thread thread;

    TrashRound(ChatEngine engine, WorkspaceCopies copies) {
        thread = Thread.ofVirtual().name("trash").start(() -> go(engine, copies));
    }

    private static void go(ChatEngine engine, WorkspaceCopies copies) {
        try {
            while (true) {
                empty(engine);
                removeLeft(copies, engine::exists);
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void empty(ChatEngine engine) {
        try {
            int purged = engine.emptyOldTrash();
            if (purged > 0) LOG.log(Level.INFO, "{0} chats left the trash for good", purged);
        } catch (StorageException refused) {
            LOG.log(Level.WARNING, "The trash could not be emptied", refused);
        }
    }

    /** Removes the copies of chats that there are no more. */
    static void removeLeft(WorkspaceCopies copies, Predicate<ChatId> exists) throws InterruptedException {
        for (ChatId chat : copies.chats()) {
            try {
                if (!exists.test(chat)) copies.remove(chat);
            } catch (CopyException | StorageException refused) {
                LOG.log(Level.WARNING, "chat=" + chat + " its copy of the workspace could not be removed", refused);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
