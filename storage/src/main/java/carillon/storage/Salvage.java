package carillon.storage;

import carillon.core.chat.ChatState;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.engine.spi.Picture;
import carillon.storage.OpenTextStatements.Piece;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads what can be read of a data file. Where a part of a table is damaged, what is left is read from both of its ends.
 * Nothing is vouched for here but the last seq of a chat. Used on one thread.
 */
final class Salvage {
    /** A chat's row; the last seq is empty if it cannot be trusted. */
    record ChatRow(String world, int life, OptionalLong lastSeq, long seenSeq) {}

    /** One version of a world. */
    static final class WorldRow {
        final String world;
        final long version;
        final byte[] body;
        final long checksum;

        WorldRow(String world, long version, byte[] body, long checksum) {
            this.world = world;
            this.version = version;
            this.body = body;
            this.checksum = checksum;
        }
    }

    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static final String CHATS_WITH_EVENTS = "SELECT DISTINCT chat_id FROM event ORDER BY chat_id %s";
    private static final String EVENTS =
            "SELECT seq, at, kind, body, checksum FROM event WHERE chat_id = ? ORDER BY seq %s";
    private static final String CHATS = """
            SELECT chat_id, world_id, life, last_seq, state, state_checksum, seen_seq FROM chat ORDER BY rowid %s""";
    private static final String WORLDS =
            "SELECT world_id, version, body, checksum FROM world ORDER BY world_id %1$s, version %1$s";
    private static final String OPEN_TEXTS = "SELECT " + OpenTextStatements.COLUMNS
            + " FROM open_text WHERE chat_id = ? ORDER BY message_id %1$s, kind %1$s, place %1$s";

    private static final String PICTURES = "SELECT image_id FROM picture WHERE chat_id = ? ORDER BY image_id %s";
    private static final String PICTURE =
            "SELECT " + PictureStatements.COLUMNS + " FROM picture WHERE chat_id = ? AND image_id = ?";

    private final Connection from;
    private final Json json;
    private final List<String> unreadable;

    /** @param unreadable is told which parts of the file are */
    Salvage(Connection from, Json json, List<String> unreadable) {
        this.from = from;
        this.json = json;
        this.unreadable = unreadable;
    }

    /** The epoch that wrote last; 0 if that cannot be told. */
    long epoch() {
        var epochs = new ArrayList<Long>();
        readAll("SELECT epoch FROM store ORDER BY rowid %s", "the store's own row", row -> epochs.add(row.getLong(1)));
        return epochs.isEmpty() ? 0 : Math.max(0, epochs.getFirst());
    }

    SortedSet<String> chatsWithEvents() {
        var chats = new TreeSet<String>();
        readAll(CHATS_WITH_EVENTS, "a part of the log", row -> chats.add(row.getString(1)));
        return chats;
    }

    /** Events by seq. */
    SortedMap<Long, EventRows.Stored> events(String chat) {
        var events = new TreeMap<Long, EventRows.Stored>();
        readAll(
                EVENTS,
                "a part of the log of chat " + chat,
                row -> events.put(
                        row.getLong(1),
                        new EventRows.Stored(row.getLong(2), row.getString(3), row.getBytes(4), row.getLong(5))),
                chat);
        return events;
    }

    /** Chats' rows by id, tombstones among them. */
    SortedMap<String, ChatRow> chats() {
        var chats = new TreeMap<String, ChatRow>();
        readAll(CHATS, "a part of the list of chats", row -> {
            String chat = row.getString(1);
            chats.put(chat, new ChatRow(row.getString(2), row.getInt(3), lastSeq(chat, row), row.getLong(7)));
        });
        return chats;
    }

    /** The state's checksum covers the seq that the state is of. */
    private OptionalLong lastSeq(String chat, ResultSet row) throws SQLException {
        long lastSeq = row.getLong(4);
        byte[] body = row.getBytes(5);
        if (body == null || row.getLong(6) != Checksum.ofState(chat, lastSeq, body)) return OptionalLong.empty();
        try {
            ChatState state = json.state(body);
            return state.seq() == lastSeq ? OptionalLong.of(lastSeq) : OptionalLong.empty();
        } catch (JacksonException | IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    /** Versions of worlds, by world and version. */
    List<WorldRow> worlds() {
        var worlds = new TreeMap<String, WorldRow>();
        readAll(WORLDS, "a part of the worlds", row -> {
            var found = new WorldRow(row.getString(1), row.getLong(2), bytes(row.getBytes(3)), row.getLong(4));
            worlds.put("%s %020d".formatted(found.world, found.version), found);
        });
        return List.copyOf(worlds.values());
    }

    private static byte[] bytes(byte @Nullable [] found) {
        return found == null ? new byte[0] : found;
    }

    /** What was counted for each world. */
    SortedMap<String, Usage> usage() {
        var counted = new TreeMap<String, Usage>();
        readAll(
                UsageStatements.ALL + " ORDER BY world_id %s",
                "a part of what was spent",
                row -> counted.put(row.getString(1), UsageStatements.read(row)));
        return counted;
    }

    /** What a chat's messages said that were not posted. */
    List<Piece> openTexts(ChatId chat) {
        String what = "a part of what was being said in chat " + chat;
        var pieces = new TreeMap<String, Piece>();
        readAll(
                OPEN_TEXTS,
                what,
                row -> OpenTextStatements.read(chat, row)
                        .ifPresentOrElse(piece -> pieces.put(place(piece), piece), () -> unreadable.add(what)),
                chat.value());
        return List.copyOf(pieces.values());
    }

    private static String place(Piece piece) {
        return "%s %s %010d".formatted(piece.message(), piece.kind(), piece.place());
    }

    /** The ids of the pictures that were kept for a chat. */
    SortedSet<String> pictures(ChatId chat) {
        var pictures = new TreeSet<String>();
        readAll(PICTURES, "a part of the images of chat " + chat, row -> pictures.add(row.getString(1)), chat.value());
        return pictures;
    }

    /** One at a time, since all of them may be many megabytes. */
    Optional<Picture> picture(ChatId chat, String image) {
        var found = new ArrayList<Picture>();
        var _ = read(PICTURE, row -> PictureStatements.read(image, row).ifPresent(found::add), chat.value(), image);
        if (found.isEmpty()) unreadable.add("image " + image + " of chat " + chat);
        return found.stream().findFirst();
    }

    private void readAll(String sql, String what, Row each, String... bound) {
        if (read(sql.formatted("ASC"), each, bound)) return;
        var _ = read(sql.formatted("DESC"), each, bound);
        unreadable.add(what);
    }

    /** False if it broke off. */
    private boolean read(String sql, Row each, String... bound) {
        try (PreparedStatement query = from.prepareStatement(sql)) {
            for (int i = 0; i < bound.length; i++) query.setString(i + 1, bound[i]);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) each.take(rows);
            }
            return true;
        } catch (SQLException | IllegalArgumentException _) {
            return false;
        }
    }
}
