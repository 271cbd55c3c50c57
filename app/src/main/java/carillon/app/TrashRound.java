package carillon.app;

import carillon.engine.ChatEngine;
import carillon.engine.spi.StorageException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Empties the trash of what is too old, now and once a day. */
final class TrashRound implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrashRound.class.getName());
    private static final Duration EVERY = Duration.ofDays(1);

    private final Thread thread;

    TrashRound(ChatEngine engine) {
        thread = Thread.ofVirtual().name("trash").start(() -> go(engine));
    }

    private static void go(ChatEngine engine) {
        try {
            while (true) {
                empty(engine);
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

    @Override
    public void close() {
        thread.interrupt();
    }
}
