package carillon.storage;

import carillon.core.chat.Said;
import carillon.storage.OpenTextStatements.Piece;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Hands pieces of open texts to the writer without waiting. Safe for many threads. */
final class OpenTexts {
    /** Characters that may wait for a disk that does not keep up. */
    private static final long MAX_WAITING = 32L << 20;

    private final Writer writer;
    private final AtomicLong waiting = new AtomicLong();

    OpenTexts(Writer writer) {
        this.writer = writer;
    }

    /** Completes with whether it was saved. */
    CompletableFuture<Boolean> save(Piece piece) {
        if (piece.place() < 0) return CompletableFuture.completedFuture(false);
        int chars = piece.text().length();
        if (waiting.addAndGet(chars) > MAX_WAITING) {
            waiting.addAndGet(-chars);
            return CompletableFuture.completedFuture(false);
        }
        return writer.writeLater(connection -> connection.openTexts().save(piece))
                .handle((saved, _) -> {
                    waiting.addAndGet(-chars);
                    return Boolean.TRUE.equals(saved);
                });
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
