package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.chat.Said;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.TextKind;
import carillon.storage.OpenTextStatements.Piece;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Hands pieces of open texts to the writer without waiting, and counts those that were lost. Safe for many threads. */
final class OpenTexts {
    /** Characters that may wait for a disk that does not keep up. */
    private static final long MAX_WAITING = 32L << 20;

    private final Writer writer;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    OpenTexts(Writer writer) {
        this.writer = writer;
    }

    void save(Piece piece) {
        int chars = piece.text().length();
        if (piece.place() < 0 || waiting.addAndGet(chars) > MAX_WAITING) {
            if (piece.place() >= 0) waiting.addAndGet(-chars);
            lost.incrementAndGet();
            return;
        }
        var _ = writer.writeLater(connection -> connection.openTexts().save(piece))
                .whenComplete((saved, failure) -> {
                    waiting.addAndGet(-chars);
                    if (failure != null || !Boolean.TRUE.equals(saved)) lost.incrementAndGet();
                });
    }

    long lost() {
        return lost.get();
    }

    static Piece piece(ChatId chat, ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        for (TextKind each : TextKind.values()) {
            if (OpenTextStatements.stored(each).equals(kind)) {
                return new Piece(
                        chat,
                        new MessageId(row.getString("message_id")),
                        each,
                        row.getInt("place"),
                        new String(row.getBytes("piece"), UTF_8));
            }
        }
        throw new SQLException("No such kind of text");
    }

    /** Puts a piece where it belongs; one that does not reach the text before it is left out. */
    static Said join(Said before, Piece piece) {
        return switch (piece.kind()) {
            case TEXT -> new Said(join(before.text(), piece), before.reasoning());
            case REASONING -> new Said(before.text(), join(before.reasoning(), piece));
        };
    }

    private static String join(String before, Piece piece) {
        return piece.place() > before.length() ? before : before.substring(0, piece.place()) + piece.text();
    }
}
