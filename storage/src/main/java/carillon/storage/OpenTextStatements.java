package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.TextKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Saves pieces of open texts. Used on the writer's thread alone. */
final class OpenTextStatements implements AutoCloseable {
    /** @param place of the first character, in UTF-16 units */
    record Piece(ChatId chat, MessageId message, TextKind kind, int place, String text) {}

    private static final String CUT = """
            DELETE FROM open_text WHERE chat_id = ? AND message_id = ? AND kind = ? AND place >= ?""";
    /** Only where the text so far reaches, while the message is still to come and the chat is not gone. */
    private static final String ADD = """
            INSERT INTO open_text (chat_id, message_id, kind, place, units, piece)
            SELECT ?1, ?2, ?3, ?4, ?5, CAST(?6 AS TEXT)
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
        add.setInt(5, piece.text().length());
        add.setBytes(6, piece.text().getBytes(UTF_8));
        cut.executeUpdate();
        return add.executeUpdate() == 1;
    }

    static String stored(TextKind kind) {
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
