package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.id.ChatId;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads events and vouches for each: of this chat, at this place, as they were written. Safe for many threads. */
final class EventRows {
    private static final String READ = """
            SELECT seq, at, kind, body, checksum FROM event
            WHERE chat_id = :chat AND seq > :after AND seq <= :upTo
              AND EXISTS (SELECT 1 FROM chat WHERE chat_id = :chat AND life < 2)
            ORDER BY seq LIMIT :limit""";

    private final Json json;

    /** An event's columns as they were found. */
    static final class Stored {
        final long at;
        final @Nullable String kind;
        final byte @Nullable [] body;
        final long checksum;

        Stored(long at, @Nullable String kind, byte @Nullable [] body, long checksum) {
            this.at = at;
            this.kind = kind;
            this.body = body;
            this.checksum = checksum;
        }
    }

    EventRows(Json json) {
        this.json = json;
    }

    /** @throws StorageException if an event is damaged or missing; the message names it */
    List<Recorded> read(Handle handle, ChatId chat, long after, long upTo, int limit) {
        long start = Math.max(0, after);
        List<Recorded> events = handle.createQuery(READ)
                .bind("chat", chat.value())
                .bind("after", start)
                .bind("upTo", upTo)
                .bind("limit", limit)
                .map((row, _) -> event(chat, row.getLong("seq"), row, ""))
                .list();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).seq() != start + 1 + i) throw damaged(chat, start + 1 + i);
        }
        return events;
    }

    /**
     * The event in the columns {@code at, kind, body, checksum}.
     *
     * @param prefix of the columns' names
     */
    Recorded event(ChatId chat, long seq, ResultSet row, String prefix) throws SQLException {
        return event(
                chat,
                seq,
                new Stored(
                        row.getLong(prefix + "at"),
                        row.getString(prefix + "kind"),
                        row.getBytes(prefix + "body"),
                        row.getLong(prefix + "checksum")));
    }

    Recorded event(ChatId chat, long seq, Stored row) {
        long at = row.at;
        String kind = row.kind;
        byte[] body = row.body;
        if (kind == null || body == null) throw damaged(chat, seq);
        if (row.checksum != Checksum.ofEvent(chat.value(), seq, at, kind, body)) throw damaged(chat, seq);
        return new Recorded(chat, seq, Nanos.toInstant(at), fact(chat, seq, kind, body));
    }

    private Fact fact(ChatId chat, long seq, String kind, byte[] body) {
        Optional<FactKind> known = FactKind.ofStored(kind);
        if (known.isEmpty()) throw damaged(chat, seq);
        try {
            return json.fact(known.get(), body);
        } catch (JacksonException | IllegalArgumentException _) {
            // What was thrown may quote the fact, and errors must not.
            throw damaged(chat, seq);
        }
    }

    /** What a chat's facts add up to at that seq; empty when it has not that many, as after a purge. */
    Optional<ChatState> fold(Handle handle, ChatId chat, long upTo) {
        ChatState state = ChatState.EMPTY;
        List<Recorded> page = new ArrayList<>();
        do {
            page = read(handle, chat, state.seq(), upTo, ChatLog.MAX_READ);
            for (Recorded event : page) state = state.after(event.fact());
        } while (!page.isEmpty());
        return state.seq() == upTo ? Optional.of(state) : Optional.empty();
    }

    static StorageException damaged(ChatId chat, long seq) {
        return new StorageException(
                Trouble.DAMAGED,
                "Fact " + seq + " of chat " + chat + " is damaged or missing. Other chats are not affected.");
    }
}
