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
