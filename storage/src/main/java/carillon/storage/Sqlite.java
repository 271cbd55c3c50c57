package carillon.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections, each set up for its one use. */
final class Sqlite {
    /** How long a statement waits for a lock that only another program can hold. */
    static final Duration BUSY = Duration.ofSeconds(5);

    /** In kibibytes when negative, as SQLite has it. */
    static final int WRITE_CACHE = -16_384;

    private Sqlite() {}

    /** A connection that writes. It leaves checkpoints to its owner, so that no commit has to wait for one. */
    static Connection toWrite(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setGetGeneratedKeys(false);
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
                "PRAGMA cache_size = " + WRITE_CACHE);
    }

    static Connection toRead(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY.toMillis());
        config.setReadOnly(true);
        return prepared(
                config.createConnection(url(file)),
                "PRAGMA cell_size_check = ON",
                "PRAGMA trusted_schema = OFF",
                "PRAGMA temp_store = MEMORY",
                "PRAGMA cache_size = -8192");
    }

    /** A connection that waits for nothing and changes nothing by being opened. */
    static Connection toLookOrLock(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(0);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return config.createConnection(url(file));
    }

    /** Moves the whole write-ahead log into the file. */
    static void emptyLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            boolean busy = !row.next() || row.getInt(1) != 0;
            if (busy) throw new SQLException("Another program reads the file", "", SQLiteErrorCode.SQLITE_BUSY.code);
        }
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
