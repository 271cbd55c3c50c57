package carillon.storage;

import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.Epoch;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StoreHealth;
import carillon.engine.spi.WorldStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Everything that is kept, in the file {@code carillon.db} of one folder. One process has it open at a time. Safe for
 * use by many threads; after {@link #close} every call throws {@link StorageException} with {@code CLOSED}.
 */
public final class SqliteStore implements AutoCloseable {
    private static final String BEGIN_EPOCH = "UPDATE store SET epoch = epoch + 1, program = ? RETURNING epoch";

    /** A text that is being said is handed over early enough for it to be on disk within a second all the same. */
    private static final Duration HELD_BACK = Duration.ofMillis(100);

    private final DataFolder folder;
    private final Writer writer;
    private final Readers readers;
    private final ChatLog log;
    private final ChatIndex index;
    private final WorldStore worlds;

    private SqliteStore(DataFolder folder, WriteConnection connection, Epoch epoch) {
        this.folder = folder;
        writer = new Writer(folder.file(), connection, HELD_BACK);
        readers = new Readers(folder.file());
        var openTexts = new OpenTexts(writer);
        var json = new Json();
        var events = new EventRows(json);
        var chats = new ChatRows(json, events, writer);
        log = new SqliteChatLog(epoch, json, writer, readers, events, chats, openTexts);
        index = new SqliteChatIndex(readers, events, chats);
        worlds = new SqliteWorldStore(json, writer, readers);
    }

    /**
     * Opens a store, or makes one; an older one is brought up to date after a copy was made beside it. The whole file is
     * not checked, which would take as long as reading it: each fact is checked when it is read.
     *
     * @param folder is made when it is not there
     * @throws CannotOpenException if that is impossible; the message says why and what to do
     */
    public static SqliteStore open(Path folder) {
        return open(folder, Migrations.scripts(), Migrations.program());
    }

    /**
     * Makes the data file anew from its log, and keeps the old one. What cannot be read is named in the answer; a chat it
     * belongs to says so at that place.
     *
     * @throws CannotOpenException if another process has the store open, or nothing can be read of it; nothing was changed
     */
    public static Rebuilt rebuild(Path folder, InstantSource clock) {
        return Rebuild.run(folder, clock);
    }

    static SqliteStore open(Path folder, List<String> scripts, String program) {
        DataFolder taken = DataFolder.take(folder);
        try {
            var migrations = new Migrations(taken, scripts, program);
            migrations.refuseForeign();
            Connection connection = Sqlite.toWrite(taken.file());
            try {
                migrations.run(connection);
                return new SqliteStore(taken, new WriteConnection(connection), beginEpoch(connection, program));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            taken.close();
            throw Troubles.opening(taken.file(), e);
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    private static Epoch beginEpoch(Connection connection, String program) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN_EPOCH)) {
            begin.setString(1, program);
            try (ResultSet row = begin.executeQuery()) {
                if (!row.next()) throw new SQLException("The store's own row is missing");
                return new Epoch(row.getLong(1));
            }
        }
    }

    public ChatLog log() {
        return log;
    }

    public ChatIndex index() {
        return index;
    }

    public WorldStore worlds() {
        return worlds;
    }

    /** Whether the store takes writes. */
    public StoreHealth health() {
        return writer.health();
    }

    /** For tests that need the connection which writes. */
    Writer writer() {
        return writer;
    }

    /** Saves what was handed over and lets the file go. Returns within seconds, and can be called again. */
    @Override
    public void close() {
        readers.close();
        // While something may still be written, no other process may have the folder.
        if (writer.end()) folder.close();
    }
}
