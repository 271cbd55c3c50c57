package carillon.storage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Moves the write-ahead log into the data file between commits, when nobody waits for it yet. A checkpoint that fails
 * loses nothing: the log holds everything, and the next one tries again. Used on the writer's thread alone.
 */
final class Checkpoints {
    private static final Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final int PAGES = 1_000;

    private int next = PAGES;

    void afterCommit(@Nullable WriteConnection connection) {
        if (connection == null) return;
        try {
            if (connection.backlog() < next) return;
            // Readers may hold some pages back; those wait until as many again have come.
            next = connection.checkpoint("PASSIVE") + PAGES;
        } catch (SQLException e) {
            next += PAGES;
            LOG.log(Level.WARNING, "A checkpoint failed and will be tried again: " + e.getMessage());
        }
    }

    void atEnd(WriteConnection connection) {
        try {
            connection.checkpoint("TRUNCATE");
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "The last checkpoint failed; the next start makes up for it: " + e.getMessage());
        }
    }
}
