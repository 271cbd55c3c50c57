package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.Picture;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.StoredMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

final class SqliteChatIndex implements ChatIndex {
    private static final Logger LOG = System.getLogger(SqliteChatIndex.class.getName());
    private static final String CHATS = "SELECT " + ChatRows.COLUMNS + """
             FROM chat WHERE world_id = :world AND life = :life
            ORDER BY updated_at DESC, chat_id DESC LIMIT :limit""";
    private static final String CHATS_AFTER = "SELECT " + ChatRows.COLUMNS + """
             FROM chat WHERE world_id = :world AND life = :life AND (updated_at, chat_id) < (:updatedAt, :chat)
            ORDER BY updated_at DESC, chat_id DESC LIMIT :limit""";
    private static final String CHAT_IDS = "SELECT chat_id FROM chat WHERE world_id = :world AND life = 0";

    /** A message with the events that brought it in, changed its text and gave it its place, as far as they differ. */
    private static final String MESSAGES = """
            SELECT m.message_id, m.admitted_seq, m.edited_seq, m.seq, m.rewound,
                   a.at AS a_at, a.kind AS a_kind, a.body AS a_body, a.checksum AS a_checksum,
                   e.at AS e_at, e.kind AS e_kind, e.body AS e_body, e.checksum AS e_checksum,
                   p.at AS p_at, p.kind AS p_kind, p.body AS p_body, p.checksum AS p_checksum
            FROM message m
            LEFT JOIN event a ON a.chat_id = m.chat_id AND a.seq = m.admitted_seq
            LEFT JOIN event e ON e.chat_id = m.chat_id AND e.seq = m.edited_seq
            LEFT JOIN event p ON p.chat_id = m.chat_id AND p.seq = m.seq AND m.seq <> m.admitted_seq
            WHERE m.chat_id = :chat AND EXISTS (SELECT 1 FROM chat WHERE chat_id = :chat AND life < 2)
            """;

    private static final String ONE = MESSAGES + "AND m.message_id = :message";
    private static final String LAST =
            MESSAGES + "AND m.seq <= :upTo AND m.rewound IS NULL ORDER BY m.seq DESC LIMIT :limit";

    private static final String RESULTS = """
            SELECT e.seq, e.at, e.kind, e.body, e.checksum
            FROM tool_result t JOIN event e ON e.chat_id = t.chat_id AND e.seq = t.seq
            WHERE t.chat_id = :chat AND t.message_id = :message ORDER BY e.seq""";

    private static final String PICTURE = "SELECT " + PictureStatements.COLUMNS + """
             FROM picture WHERE chat_id = :chat AND image_id = :image
            AND EXISTS (SELECT 1 FROM chat WHERE chat_id = :chat AND life < 2)""";

    private final Readers readers;
    private final EventRows events;
    private final ChatRows chats;

    SqliteChatIndex(Readers readers, EventRows events, ChatRows chats) {
        this.readers = readers;
        this.events = events;
        this.chats = chats;
    }

    @Override
    public List<StoredChat> chats(WorldId world, Shelf shelf, Optional<ChatCursor> after, int limit) {
        return readers.read(handle -> page(handle, world, shelf, after, Math.clamp(limit, 0, MAX_CHATS)).stream()
                .map(row -> listed(handle, world, shelf, row))
                .toList());
    }

    /** A chat that cannot be read is listed all the same, so that the others are. */
    private StoredChat listed(Handle handle, WorldId world, Shelf shelf, ChatRows.Row row) {
        try {
            return chats.chat(handle, row, Map.of());
        } catch (StorageException damaged) {
            if (damaged.trouble() != Trouble.DAMAGED) throw damaged;
            LOG.log(Level.WARNING, damaged.getMessage());
            return chats.damaged(world, shelf, row);
        }
    }

    private List<ChatRows.Row> page(Handle handle, WorldId world, Shelf shelf, Optional<ChatCursor> after, int limit) {
        var query = handle.createQuery(after.isPresent() ? CHATS_AFTER : CHATS)
                .bind("world", world.value())
                .bind("life", ChatLife.of(shelf))
                .bind("limit", limit);
        after.ifPresent(cursor -> query.bind("updatedAt", Nanos.nearest(cursor.updatedAt()))
                .bind("chat", cursor.chat().value()));
        return query.map((row, _) -> chats.row(row)).list();
    }

    @Override
    public Map<WorldId, Usage> usage() {
        return readers.read(handle -> handle.createQuery(UsageStatements.ALL)
                .map((row, _) -> Map.entry(new WorldId(row.getString(1)), UsageStatements.read(row)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public List<ChatId> chatIds(WorldId world) {
        return readers.read(handle -> handle.createQuery(CHAT_IDS)
                .bind("world", world.value())
                .map((row, _) -> new ChatId(row.getString(1)))
                .list());
    }

    @Override
    public Optional<StoredMessage> message(ChatId chat, MessageId message) {
        return readers.read(handle -> handle.createQuery(ONE)
                .bind("chat", chat.value())
                .bind("message", message.value())
                .map((row, _) -> message(chat, row))
                .findOne()
                .map(found -> withResults(handle, chat, found)));
    }

    @Override
    public Optional<Picture> picture(ChatId chat, ImageId image) {
        return readers.read(handle -> handle.createQuery(PICTURE)
                .bind("chat", chat.value())
                .bind("image", image.value())
                .map((row, _) ->
                        PictureStatements.read(image.value(), row).orElseThrow(() -> damagedPicture(chat, image)))
                .findOne());
    }

    private static StorageException damagedPicture(ChatId chat, ImageId image) {
        return new StorageException(
                Trouble.DAMAGED, "Image " + image + " of chat " + chat + " is damaged. Nothing else is affected.");
    }

    @Override
    public List<StoredMessage> transcript(ChatId chat, long upTo, int limit) {
        var newestFirst = new ArrayList<StoredMessage>();
        long next = upTo;
        while (newestFirst.size() < limit) {
            // A long transcript is read in pages, so that other readers get their turn.
            long last = next;
            int wanted = Math.min(limit - newestFirst.size(), MAX_MESSAGES);
            List<StoredMessage> page = readers.read(handle -> handle
                    .createQuery(LAST)
                    .bind("chat", chat.value())
                    .bind("upTo", last)
                    .bind("limit", wanted)
                    .map((row, _) -> message(chat, row))
                    .list()
                    .stream()
                    .map(found -> withResults(handle, chat, found))
                    .toList());
            newestFirst.addAll(page);
            if (page.size() < wanted) break;
            next = page.getLast().seq().orElseThrow() - 1;
        }
        return newestFirst.reversed();
    }

    private StoredMessage message(ChatId chat, ResultSet row) throws SQLException {
        long admittedSeq = row.getLong("admitted_seq");
        Recorded admitted = events.event(chat, admittedSeq, row, "a_");
        long seq = row.getLong("seq");
        boolean unplaced = row.wasNull();
        Recorded placed = unplaced || seq == admittedSeq ? admitted : events.event(chat, seq, row, "p_");
        Message brought = brought(admitted);
        Optional<String> newText = newText(chat, row);
        var _ = row.getLong("rewound");
        boolean rewound = !row.wasNull();
        var found = new StoredMessage(
                message(newText.map(brought::withText).orElse(brought), placed),
                newText.map(_ -> brought.text()),
                admittedSeq,
                unplaced ? OptionalLong.empty() : OptionalLong.of(seq),
                rewound,
                placed.at());
        String id = row.getString("message_id");
        boolean itself =
                brought.id().value().equals(id) && found.message().id().value().equals(id);
        if (!itself) throw EventRows.damaged(chat, unplaced ? admittedSeq : seq);
        return found;
    }

    /** A message that asked for tools, with what came of them. */
    private StoredMessage withResults(Handle handle, ChatId chat, StoredMessage found) {
        Message message = found.message();
        if (message.parts().stream().noneMatch(Part.ToolCall.class::isInstance)) return found;
        List<Recorded> ended = handle.createQuery(RESULTS)
                .bind("chat", chat.value())
                .bind("message", message.id().value())
                .map((row, _) -> events.event(chat, row.getLong("seq"), row, ""))
                .list();
        for (Recorded event : ended) {
            if (!(event.fact() instanceof Fact.ToolEnded fact)
                    || !fact.message().equals(message.id())) throw EventRows.damaged(chat, event.seq());
            message = message.with(fact.call(), fact.result());
        }
        return new StoredMessage(
                message, found.firstText(), found.admittedSeq(), found.seq(), found.rewound(), found.at());
    }

    private Optional<String> newText(ChatId chat, ResultSet row) throws SQLException {
        long seq = row.getLong("edited_seq");
        if (row.wasNull()) return Optional.empty();
        Recorded event = events.event(chat, seq, row, "e_");
        boolean fits = event.fact() instanceof Fact.MessageEdited edited
                && edited.message().value().equals(row.getString("message_id"));
        if (!fits) throw EventRows.damaged(chat, seq);
        return ((Fact.MessageEdited) event.fact()).text();
    }

    private static Message message(Message brought, Recorded placed) {
        return switch (placed.fact()) {
            case Fact.MessageDelivered(var id, var turn, var to) ->
                Message.said(id, brought.sender(), Optional.of(turn), to, brought.text());
            case Fact.MessageFailed(var id, var reason) ->
                new Message(
                        id,
                        brought.sender(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of()),
                        brought.parts(),
                        MessageState.FAILED,
                        Optional.of(reason));
            default -> brought;
        };
    }

    private static Message brought(Recorded event) {
        return switch (event.fact()) {
            case Fact.MessageAdmitted(var id, var sender, var text, var _, var _) ->
                Message.said(id, sender, Optional.empty(), Optional.empty(), text);
            case Fact.MessagePosted(var message) -> message;
            case Fact.HistoryCompacted compacted -> compacted.inTranscript();
            case Fact.NoticePosted(var id, var text) ->
                Message.said(id, Sender.SYSTEM, Optional.empty(), Optional.empty(), text);
            default -> throw EventRows.damaged(event.chat(), event.seq());
        };
    }
}
