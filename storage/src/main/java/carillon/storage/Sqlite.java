package carillon.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections, each set up for its one use. */
final class Sqlite {
    /** How long a statement waits for a lock that only another program can hold. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    private Sqlite() {}

    /** A connection that writes. It leaves checkpoints to its owner, so that no commit has to wait for one. */
    static Connection toWrite(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY.toMillis());
        return prepared(
                config.createConnection(url(file)),
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA fullfsync = ON", // on macOS a plain sync ends in the disk's own memory
                "PRAGMA checkpoint_fullfsync = ON",
                "PRAGMA wal_autocheckpoint = 0",
                "PRAGMA secure_delete = FAST",
                "PRAGMA cell_size_check = ON",
                "PRAGMA trusted_schema = OFF",
                "PRAGMA temp_store = MEMORY",
                "PRAGMA cache_size = -16384");
    }

    static Connection toRead(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setReadOnly(true);
        return prepared(
                config.createConnection(url(file)),
                "PRAGMA cell_size_check = ON",
                "PRAGMA trusted_schema = OFF",
                "PRAGMA cache_size = -8192");
    }

    /** A connection that waits for nothing and changes nothing by being opened. */
    static Connection toLookOrLock(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return config.createConnection(url(file));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static Connection prepared(Connection connection, String... pragmas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : pragmas) statement.execute(pragma);
            return connection;
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** As a URI, since a plain path with a question mark would be taken for one with settings. */
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }
}
