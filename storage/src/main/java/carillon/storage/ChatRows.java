package carillon.storage;

import carillon.core.chat.ChatState;
import carillon.core.chat.EndedTurn;
import carillon.core.chat.Life;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Said;
import carillon.core.chat.Title;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.engine.spi.StoredChat;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JacksonException;

/**
 * Reads chats as they stand. A stored state that is in another format, or not as it was written, is folded from the
 * facts and stored again. Safe for use by many threads.
 */
final class ChatRows {
    static final String COLUMNS = """
            chat_id, last_seq, state, state_format, state_checksum, seen_seq, created_at, updated_at, deleted_at""";

    private static final String DAMAGED = "damaged";
    private static final String DAMAGED_REASON =
            "What was stored of this chat is damaged. 'carillon rebuild' keeps all that can be read.";
    private static final String KEEP_STATE = """
            UPDATE chat SET state = CAST(:state AS TEXT), state_format = :format, state_checksum = :checksum
            WHERE chat_id = :chat AND last_seq = :lastSeq AND life < 2""";

    private final Json json;
    private final EventRows events;
    private final Writer writer;

    ChatRows(Json json, EventRows events, Writer writer) {
        this.json = json;
        this.events = events;
        this.writer = writer;
    }

    /** A chat's row; the state is empty when it has to be folded again. */
    record Row(
            ChatId chat,
            long lastSeq,
            Optional<ChatState> state,
            long seenSeq,
            long createdAt,
            long updatedAt,
            OptionalLong deletedAt) {}

    Row row(ResultSet from) throws SQLException {
        var chat = new ChatId(from.getString("chat_id"));
        long lastSeq = from.getLong("last_seq");
        long deletedAt = from.getLong("deleted_at");
        OptionalLong deleted = from.wasNull() ? OptionalLong.empty() : OptionalLong.of(deletedAt);
        return new Row(
                chat,
                lastSeq,
                state(from, chat, lastSeq),
                from.getLong("seen_seq"),
                from.getLong("created_at"),
                from.getLong("updated_at"),
                deleted);
    }

    private Optional<ChatState> state(ResultSet from, ChatId chat, long lastSeq) throws SQLException {
        byte[] body = from.getBytes("state");
        boolean current = from.getInt("state_format") == Json.STATE_FORMAT
                && from.getLong("state_checksum") == Checksum.ofState(chat.value(), lastSeq, body);
        if (!current) return Optional.empty();
        try {
            return Optional.of(json.state(body));
        } catch (JacksonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    StoredChat chat(Handle handle, Row row, Map<MessageId, Said> openTexts) {
        return stored(row, row.state().orElseGet(() -> foldAndKeep(handle, row)), openTexts);
    }

    /** A chat of which nothing but its row can be told: it stands as failed, and says why. */
    StoredChat damaged(WorldId world, Shelf shelf, Row row) {
        Life life = switch (shelf) {
            case LIVE -> Life.LIVE;
            case TRASH -> Life.TRASHED;
        };
        var failed = new EndedTurn(
                new TurnId(DAMAGED),
                new MessageId(DAMAGED),
                0,
                TurnOutcome.FAILED,
                Optional.of(DAMAGED_REASON),
                false,
                List.of());
        var state = new ChatState(
                row.lastSeq(),
                life,
                Optional.of(world),
                new Title("Damaged chat", TitleSource.HAND),
                Optional.empty(),
                Optional.of(failed),
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                row.lastSeq(),
                Usage.NONE,
                List.of(),
                List.of(),
                OwnTools.NONE);
        return stored(row, state, Map.of());
    }

    private static StoredChat stored(Row row, ChatState state, Map<MessageId, Said> openTexts) {
        Optional<Instant> deletedAt = row.deletedAt().isPresent()
                ? Optional.of(Nanos.toInstant(row.deletedAt().getAsLong()))
                : Optional.empty();
        return new StoredChat(
                row.chat(),
                state,
                row.seenSeq(),
                Nanos.toInstant(row.createdAt()),
                Nanos.toInstant(row.updatedAt()),
                deletedAt,
                openTexts);
    }

    private ChatState foldAndKeep(Handle handle, Row row) {
        ChatState state = events.fold(handle, row.chat(), row.lastSeq())
                .orElseThrow(() -> EventRows.damaged(row.chat(), row.lastSeq()));
        byte[] body = json.write(state);
        var _ = writer.writeLater(connection -> connection
                .handle()
                .createUpdate(KEEP_STATE)
                .bind("state", body)
                .bind("format", Json.STATE_FORMAT)
                .bind("checksum", Checksum.ofState(row.chat().value(), row.lastSeq(), body))
                .bind("chat", row.chat().value())
                .bind("lastSeq", row.lastSeq())
                .execute());
        return state;
    }
}
