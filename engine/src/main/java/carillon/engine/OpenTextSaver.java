package carillon.engine;

import carillon.core.id.ChatId;
import carillon.engine.spi.TextKind;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Hands the new part of open texts to the store from time to time, so that a crash loses little. Of each text one piece
 * at most is under way; what the store did not take is handed over again with what came since. Owner only.
 */
final class OpenTextSaver {
    private final ChatId chat;
    private final OwnerParts parts;
    private final IdentityHashMap<OpenMessage, Map<TextKind, Tail>> tails = new IdentityHashMap<>();
    private boolean pending;
    private long unsavedSince = System.nanoTime();

    OpenTextSaver(ChatId chat, OwnerParts parts) {
        this.chat = chat;
        this.parts = parts;
    }

    /** How far a text is in the store, and the piece that is on its way there. */
    private static final class Tail {
        private int saved;
        private int handedOver;
        private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(true);

        /** Whether the store has said what became of the last piece. */
        boolean settled() {
            if (!underWay.isDone()) return false;
            if (underWay.join()) saved = handedOver;
            else handedOver = saved;
            return true;
        }
    }

    void grew(OpenMessage message) {
        if (!pending) unsavedSince = System.nanoTime();
        pending = true;
        tails.computeIfAbsent(message, _ -> {
            var kinds = new EnumMap<TextKind, Tail>(TextKind.class);
            for (TextKind kind : TextKind.values()) kinds.put(kind, new Tail());
            return kinds;
        });
    }

    void forget(OpenMessage message) {
        tails.remove(message);
        if (tails.isEmpty()) pending = false;
    }

    boolean hasWork() {
        return pending;
    }

    /** When the oldest text that is not saved should be, by {@link System#nanoTime}. */
    long dueAt() {
        return unsavedSince + parts.settings().saveOpenText().toNanos();
    }

    void saveIfDue() {
        if (pending && System.nanoTime() - dueAt() >= 0) save();
    }

    private void save() {
        pending = false;
        unsavedSince = System.nanoTime();
        tails.forEach((message, kinds) -> kinds.forEach((kind, tail) -> {
            if (tail.settled()) handOver(message, kind, tail);
            if (!tail.settled() || tail.saved < message.of(kind).length()) pending = true;
        }));
    }

    /** Hands over everything that may not be in the store, also what is under way. */
    void saveLast() {
        tails.forEach((message, kinds) -> kinds.forEach((kind, tail) -> {
            var _ = tail.settled();
            handOver(message, kind, tail);
        }));
    }

    private void handOver(OpenMessage message, TextKind kind, Tail tail) {
        String piece = message.of(kind).slice(tail.saved, Integer.MAX_VALUE - tail.saved);
        if (piece.isEmpty()) return;
        tail.handedOver = tail.saved + piece.length();
        tail.underWay = parts.log()
                .saveOpenText(chat, message.message(), kind, tail.saved, piece)
                .toCompletableFuture();
    }
}
