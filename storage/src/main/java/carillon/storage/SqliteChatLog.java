package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Said;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.Epoch;
import carillon.engine.spi.Picture;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.TextKind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

final class SqliteChatLog implements ChatLog {
    private static final Logger LOG = System.getLogger(SqliteChatLog.class.getName());
    private static final String LEFT_OUT = "chat={0} a piece of what was being said is damaged, so it ends before that";
    private static final String LOAD = "SELECT " + ChatRows.COLUMNS + " FROM chat WHERE chat_id = :chat AND life < 2";
    private static final String OPEN_TEXTS = "SELECT " + OpenTextStatements.COLUMNS
            + " FROM open_text WHERE chat_id = :chat ORDER BY message_id, kind, place";
    private static final String SAVE_SEEN = """
            UPDATE chat SET seen_seq = max(seen_seq, min(:seq, last_seq)) WHERE chat_id = :chat AND life < 2
            RETURNING seen_seq""";

    private final Epoch epoch;
    private final Json json;
    private final Writer writer;
    private final Readers readers;
    private final EventRows events;
    private final ChatRows chats;
    private final OpenTexts openTexts;
    private final Purge purge;

    SqliteChatLog(
            Epoch epoch,
            Json json,
            Writer writer,
            Readers readers,
            EventRows events,
            ChatRows chats,
            OpenTexts openTexts) {
        this.epoch = epoch;
        this.json = json;
        this.writer = writer;
        this.readers = readers;
        this.events = events;
        this.chats = chats;
        this.openTexts = openTexts;
        purge = new Purge(writer);
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public void append(Epoch owner, List<Recorded> added, ChatState after) {
        var append = new EncodedAppend(owner, added, after, json);
        writer.write(connection -> {
            connection.appends().append(append);
            return true;
        });
    }

    @Override
    public List<Recorded> read(ChatId chat, long after, int limit) {
        int most = Math.clamp(limit, 0, MAX_READ);
        return readers.read(handle -> events.read(handle, chat, after, Long.MAX_VALUE, most));
    }

    @Override
    public Optional<StoredChat> load(ChatId chat) {
        return readers.read(handle -> handle.createQuery(LOAD)
                .bind("chat", chat.value())
                .map((row, _) -> chats.row(row))
                .findOne()
                .map(row -> chats.chat(handle, row, openTexts(handle, chat))));
    }

    private static Map<MessageId, Said> openTexts(Handle handle, ChatId chat) {
        var texts = new HashMap<MessageId, Said>();
        handle.createQuery(OPEN_TEXTS)
                .bind("chat", chat.value())
                .map((row, _) -> OpenTextStatements.read(chat, row))
                .forEach(found -> found.ifPresentOrElse(
                        piece -> texts.merge(
                                piece.message(),
                                OpenTexts.join(Said.NOTHING, piece),
                                (said, _) -> OpenTexts.join(said, piece)),
                        () -> LOG.log(Level.WARNING, LEFT_OUT, chat)));
        return texts;
    }

    @Override
    public List<ChatId> unfinished() {
        return readers.read(handle -> handle.createQuery("SELECT chat_id FROM chat WHERE unfinished = 1")
                .map((row, _) -> new ChatId(row.getString(1)))
                .list());
    }

    @Override
    public CompletionStage<Boolean> saveOpenText(
            ChatId chat, MessageId message, TextKind kind, int offset, String piece) {
        return openTexts.save(new OpenTextStatements.Piece(chat, message, kind, offset, piece));
    }

    @Override
    public void keepPicture(ChatId chat, Picture picture) {
        writer.write(connection -> {
            connection.appends().pictures().keep(chat, picture);
            return true;
        });
    }

    @Override
    public long saveSeen(ChatId chat, long seq) {
        return writer.write(connection -> connection
                .handle()
                .createQuery(SAVE_SEEN)
                .bind("chat", chat.value())
                .bind("seq", seq)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public int purge(Instant deletedBefore) {
        return purge.run(deletedBefore);
    }
}
