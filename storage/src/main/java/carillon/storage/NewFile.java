package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.engine.spi.Picture;
import carillon.storage.ChatRepair.Kept;
import carillon.storage.OpenTextStatements.Piece;
import carillon.storage.Salvage.ChatRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * A data file that is being written from the beginning, in one transaction and with nobody else near, so it needs
 * neither a journal nor to be synced before it is whole. Used on one thread.
 */
final class NewFile implements AutoCloseable {
    private static final String STORE = "UPDATE store SET epoch = ?, program = ?";
    private static final String WORLD =
            "INSERT INTO world (world_id, version, body, checksum) VALUES (?, ?, CAST(? AS TEXT), ?)";
    private static final String CHAT = """
            INSERT INTO chat (chat_id, world_id, life, last_seq, epoch, state, state_format, state_checksum, unfinished,
                              seen_seq, created_at, updated_at, deleted_at)
            VALUES (?, ?, ?, ?, 0, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?)""";
    private static final String TOMBSTONE = """
            INSERT INTO chat (chat_id, world_id, life, last_seq, epoch, state, state_format, state_checksum, unfinished,
                              seen_seq, created_at, updated_at)
            VALUES (?, ?, ?, 0, 0, '', 0, 0, 0, 0, 0, 0)""";

    private final Connection connection;
    private final Json json;
    private final PreparedStatement addWorld;
    private final PreparedStatement addChat;
    private final PreparedStatement addTombstone;
    private final PreparedStatement addEvent;
    private final MessageStatements messages;
    private final OpenTextStatements openTexts;
    private final UsageStatements usage;
    private final PictureStatements pictures;

    NewFile(Path file, Json json, Migrations migrations) throws SQLException {
        this.json = json;
        connection = Sqlite.toLookOrLock(file);
        Sqlite.execute(connection, "PRAGMA synchronous = OFF");
        migrations.run(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
        }
        Sqlite.execute(connection, "BEGIN IMMEDIATE");
        addWorld = connection.prepareStatement(WORLD);
        addChat = connection.prepareStatement(CHAT);
        addTombstone = connection.prepareStatement(TOMBSTONE);
        addEvent = connection.prepareStatement(AppendStatements.ADD_EVENT);
        messages = new MessageStatements(connection);
        openTexts = new OpenTextStatements(connection);
        usage = new UsageStatements(connection);
        pictures = new PictureStatements(connection);
    }

    void epoch(long epoch, String program) throws SQLException {
        try (PreparedStatement store = connection.prepareStatement(STORE)) {
            store.setLong(1, epoch);
            store.setString(2, program);
            store.executeUpdate();
        }
    }

    void world(String world, long version, byte[] body) throws SQLException {
        addWorld.setString(1, world);
        addWorld.setLong(2, version);
        addWorld.setBytes(3, body);
        addWorld.setLong(4, Checksum.ofWorld(world, version, body));
        addWorld.executeUpdate();
    }

    /** What is left of a chat that was purged, so that nothing revives it. */
    void tombstone(String chat, ChatRow row) throws SQLException {
        addTombstone.setString(1, chat);
        addTombstone.setString(2, row.world());
        addTombstone.setInt(3, ChatLife.PURGED);
        addTombstone.executeUpdate();
    }

    void chat(ChatId chat, List<Kept> events, ChatState state, long seenSeq) throws SQLException {
        byte[] body = json.write(state);
        addChat.setString(1, chat.value());
        addChat.setString(2, state.world().orElseThrow().value());
        addChat.setInt(3, ChatLife.of(state.life()));
        addChat.setLong(4, state.seq());
        addChat.setBytes(5, body);
        addChat.setInt(6, Json.STATE_FORMAT);
        addChat.setLong(7, Checksum.ofState(chat.value(), state.seq(), body));
        addChat.setInt(8, AppendStatements.isUnfinished(state) ? 1 : 0);
        addChat.setLong(9, Math.clamp(seenSeq, 0, state.seq()));
        addChat.setLong(10, events.getFirst().row().at);
        addChat.setLong(11, events.getLast().row().at);
        if (state.life() == Life.TRASHED) addChat.setLong(12, deletedAt(events));
        else addChat.setNull(12, Types.INTEGER);
        addChat.executeUpdate();
        WorldId world = state.world().orElseThrow();
        for (Kept each : events) {
            event(each.event(), each.row());
            usage.project(world, each.event());
        }
    }

    /** Counts for a world at least this much. */
    void usage(WorldId world, Usage counted) throws SQLException {
        usage.raise(world, counted);
    }

    private static long deletedAt(List<Kept> events) {
        return events.stream()
                .filter(each -> each.event().fact() instanceof Fact.ChatDeleted)
                .mapToLong(each -> each.row().at)
                .max()
                .orElseThrow();
    }

    private void event(Recorded event, EventRows.Stored row) throws SQLException {
        addEvent.setString(1, event.chat().value());
        addEvent.setLong(2, event.seq());
        addEvent.setLong(3, row.at);
        addEvent.setString(4, row.kind);
        addEvent.setBytes(5, row.body);
        addEvent.setLong(6, row.checksum);
        addEvent.executeUpdate();
        messages.project(event);
    }

    void openText(Piece piece) throws SQLException {
        openTexts.save(piece);
    }

    void picture(ChatId chat, Picture picture) throws SQLException {
        pictures.keep(chat, picture);
    }

    void commit() throws SQLException {
        Sqlite.execute(connection, "COMMIT");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
