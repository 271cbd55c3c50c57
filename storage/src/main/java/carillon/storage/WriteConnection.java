package carillon.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The connection that writes, with its compiled statements. Used on the writer's thread alone. */
final class WriteConnection implements AutoCloseable {
    /** As much as the longest message. Nobody can see it, since it is never committed. */
    private static final String MEGABYTE = """
            INSERT INTO open_text (chat_id, message_id, kind, place, units, piece)
            VALUES ('', '', '', 0, 0, zeroblob(1048576))""";

    private final Connection connection;
    private final Statement plain;
    private AppendStatements appends;
    private OpenTextStatements openTexts;
    private @Nullable Handle handle;

    static WriteConnection open(Path file) throws SQLException {
        Connection connection = Sqlite.toWrite(file);
        try {
            return new WriteConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** @throws SQLException if the schema lacks something */
    WriteConnection(Connection connection) throws SQLException {
        this.connection = connection;
        plain = connection.createStatement();
        appends = new AppendStatements(connection);
        openTexts = new OpenTextStatements(connection);
    }

    AppendStatements appends() {
        return appends;
    }

    OpenTextStatements openTexts() {
        return openTexts;
    }

    /** For rare writes. It takes part in the transaction under way. */
    Handle handle() {
        if (handle == null) handle = Jdbi.open(connection);
        return handle;
    }

    void begin() throws SQLException {
        plain.executeUpdate("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        plain.executeUpdate("COMMIT");
    }

    /**
     * Writes a megabyte and takes it back. With a small cache the pages go to the disk before the commit that never
     * comes. After a failure nothing waits for a lock any more, until a later try succeeds.
     *
     * @throws SQLException if that much cannot be written now; to be rolled back
     */
    void tryToWrite() throws SQLException {
        plain.execute("PRAGMA busy_timeout = 0");
        plain.execute("PRAGMA cache_size = 8");
        try {
            begin();
            plain.executeUpdate(MEGABYTE);
            plain.executeUpdate("ROLLBACK");
            plain.execute("PRAGMA busy_timeout = " + Sqlite.BUSY.toMillis());
        } finally {
            plain.execute("PRAGMA cache_size = " + Sqlite.WRITE_CACHE);
        }
    }

    /** Undoes what failed. The driver gives up a statement that fails, so all of them are compiled anew. */
    void rollback() throws SQLException {
        try {
            plain.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // SQLite may have rolled back by itself, and then says that there is nothing to roll back.
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_ERROR.code) throw e;
        }
        appends.close();
        openTexts.close();
        appends = new AppendStatements(connection);
        openTexts = new OpenTextStatements(connection);
    }

    /** Pages in the write-ahead log that are not in the data file yet. */
    int backlog() throws SQLException {
        return checkpoint("NOOP");
    }

    /** @return the pages that are left */
    int checkpoint(String mode) throws SQLException {
        try (ResultSet row = plain.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? row.getInt(2) - row.getInt(3) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
