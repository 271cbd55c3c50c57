package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolImage;
import carillon.engine.spi.StaleOwnerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The hot path: what one append writes, in statements that are compiled once. Used on the writer's thread alone. */
final class AppendStatements implements AutoCloseable {
    private static final String CREATE = """
            INSERT INTO chat (chat_id, world_id, life, last_seq, epoch, state, state_format, state_checksum, unfinished,
                              updated_at, deleted_at, seen_seq, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS TEXT), ?7, ?8, ?9, ?10, ?11, 0, ?12)
            ON CONFLICT (chat_id) DO NOTHING""";
    private static final String ADVANCE = """
            UPDATE chat SET world_id = ?2, life = ?3, last_seq = ?4, epoch = ?5, state = CAST(?6 AS TEXT),
                            state_format = ?7, state_checksum = ?8, unfinished = ?9, updated_at = ?10,
                            deleted_at = iif(?3 = 0, NULL, coalesce(?11, deleted_at))
            WHERE chat_id = ?1 AND epoch <= ?5 AND last_seq = ?12 AND life < 2""";
    static final String ADD_EVENT = """
            INSERT INTO event (chat_id, seq, at, kind, body, checksum) VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?)""";

    private final PreparedStatement create;
    private final PreparedStatement advance;
    private final PreparedStatement addEvent;
    private final MessageStatements messages;
    private final UsageStatements usage;
    private final PictureStatements pictures;

    AppendStatements(Connection connection) throws SQLException {
        create = connection.prepareStatement(CREATE);
        advance = connection.prepareStatement(ADVANCE);
        addEvent = connection.prepareStatement(ADD_EVENT);
        messages = new MessageStatements(connection);
        usage = new UsageStatements(connection);
        pictures = new PictureStatements(connection);
    }

    PictureStatements pictures() {
        return pictures;
    }

    /** @throws StaleOwnerException if the chat does not end where the append begins; nothing was written */
    void append(EncodedAppend append) throws SQLException {
        if (!claims(append)) throw new StaleOwnerException(append.chat(), append.before());
        String chat = append.chat().value();
        WorldId world = append.after().world().orElseThrow();
        for (EncodedAppend.Row row : append.rows()) {
            addEvent.setString(1, chat);
            addEvent.setLong(2, row.event.seq());
            addEvent.setLong(3, row.at);
            addEvent.setString(4, row.kind);
            addEvent.setBytes(5, row.body);
            addEvent.setLong(6, row.checksum);
            addEvent.executeUpdate();
            messages.project(row.event);
            usage.project(world, row.event);
        }
        if (append.before() == 0) copyPictures(append);
    }

    /** A chat that is made as a copy has what the copied messages show. */
    private void copyPictures(EncodedAppend append) throws SQLException {
        Optional<ChatId> from = append.rows().stream()
                .flatMap(row -> row.event.fact() instanceof Fact.ChatBranched(var chat, var _)
                        ? Stream.of(chat)
                        : Stream.empty())
                .findFirst();
        if (from.isEmpty()) return;
        for (EncodedAppend.Row row : append.rows()) {
            if (!(row.event.fact() instanceof Fact.MessagePosted(var message))) continue;
            for (ToolImage image : message.images()) pictures.copy(from.get(), append.chat(), image.id());
        }
    }

    /** Moves the chat on; false if it is not where the append begins, has a later owner or was purged. */
    private boolean claims(EncodedAppend append) throws SQLException {
        boolean first = append.before() == 0;
        PreparedStatement claim = first ? create : advance;
        String chat = append.chat().value();
        long lastSeq = append.after().seq();
        claim.setString(1, chat);
        claim.setString(2, append.after().world().orElseThrow().value());
        claim.setInt(3, ChatLife.of(append.after().life()));
        claim.setLong(4, lastSeq);
        claim.setLong(5, append.epoch().number());
        claim.setBytes(6, append.state());
        claim.setInt(7, Json.STATE_FORMAT);
        claim.setLong(8, Checksum.ofState(chat, lastSeq, append.state()));
        claim.setInt(9, isUnfinished(append.after()) ? 1 : 0);
        claim.setLong(10, append.rows().getLast().at);
        Optional<Instant> deletedAt = deletedAt(append);
        if (deletedAt.isPresent()) claim.setLong(11, Nanos.of(deletedAt.get()));
        else claim.setNull(11, Types.INTEGER);
        claim.setLong(12, first ? append.rows().getFirst().at : append.before());
        return claim.executeUpdate() == 1;
    }

    static boolean isUnfinished(ChatState state) {
        return state.turn().isPresent() || state.canDeliver();
    }

    /** When these facts put the chat into the trash. */
    private static Optional<Instant> deletedAt(EncodedAppend append) {
        return append.rows().stream()
                .map(row -> row.event)
                .filter(event -> event.fact() instanceof Fact.ChatDeleted)
                .map(Recorded::at)
                .reduce((_, later) -> later);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement each : List.of(create, advance, addEvent)) each.close();
        messages.close();
        usage.close();
        pictures.close();
    }
}
