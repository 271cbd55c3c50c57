package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.TextKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Saves pieces of open texts. Used on the writer's thread alone. */
final class OpenTextStatements implements AutoCloseable {
    /** @param place of the first character, in UTF-16 units */
    record Piece(ChatId chat, MessageId message, TextKind kind, int place, String text) {}

    static final String COLUMNS = "message_id, kind, place, piece, checksum";

    private static final String CUT = """
            DELETE FROM open_text WHERE chat_id = ? AND message_id = ? AND kind = ? AND place >= ?""";
    /** Only where the text so far reaches, while the message is still to come and the chat is not gone. */
    private static final String ADD = """
            INSERT INTO open_text (chat_id, message_id, kind, place, units, piece, checksum)
            SELECT ?1, ?2, ?3, ?4, ?5, CAST(?6 AS TEXT), ?7
            WHERE EXISTS (SELECT 1 FROM chat WHERE chat_id = ?1 AND life < 2)
              AND NOT EXISTS (SELECT 1 FROM message WHERE chat_id = ?1 AND message_id = ?2)
              AND (?4 = 0 OR EXISTS (SELECT 1 FROM open_text WHERE chat_id = ?1 AND message_id = ?2 AND kind = ?3
                                       AND place < ?4 AND place + units >= ?4))""";

    private final PreparedStatement cut;
    private final PreparedStatement add;

    OpenTextStatements(Connection connection) throws SQLException {
        cut = connection.prepareStatement(CUT);
        add = connection.prepareStatement(ADD);
    }

    /** @return whether it has its place; one after a gap, or of a message that was posted, has none */
    boolean save(Piece piece) throws SQLException {
        for (PreparedStatement each : new PreparedStatement[] {cut, add}) {
            each.setString(1, piece.chat().value());
            each.setString(2, piece.message().value());
            each.setString(3, stored(piece.kind()));
            each.setInt(4, piece.place());
        }
        byte[] bytes = piece.text().getBytes(UTF_8);
        add.setInt(5, piece.text().length());
        add.setBytes(6, bytes);
        add.setLong(
                7,
                Checksum.ofOpenText(
                        piece.chat().value(), piece.message().value(), stored(piece.kind()), piece.place(), bytes));
        cut.executeUpdate();
        return add.executeUpdate() == 1;
    }

    /**
     * The piece in the {@link #COLUMNS}; empty if it is not what was saved there. What an earlier program saved has no
     * checksum and is believed.
     */
    static Optional<Piece> read(ChatId chat, ResultSet row) throws SQLException {
        String message = row.getString("message_id");
        String kind = row.getString("kind");
        int place = row.getInt("place");
        byte[] piece = row.getBytes("piece");
        if (piece == null) return Optional.empty();
        long checksum = row.getLong("checksum");
        boolean unsummed = row.wasNull();
        if (!unsummed && checksum != Checksum.ofOpenText(chat.value(), message, kind, place, piece)) {
            return Optional.empty();
        }
        return Stream.of(TextKind.values())
                .filter(each -> stored(each).equals(kind))
                .findFirst()
                .map(each -> new Piece(chat, new MessageId(message), each, place, new String(piece, UTF_8)));
    }

    private static String stored(TextKind kind) {
        return switch (kind) {
            case TEXT -> "text";
            case REASONING -> "reasoning";
        };
    }

    @Override
    public void close() throws SQLException {
        cut.close();
        add.close();
    }
}
