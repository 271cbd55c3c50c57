package carillon.engine;

import carillon.core.id.ChatId;
import carillon.engine.spi.TextKind;
import java.util.IdentityHashMap;

/** Hands the new part of open texts to the store from time to time, so that a crash loses little. Owner only. */
final class OpenTextSaver {
    private final ChatId chat;
    private final OwnerParts parts;
    private final IdentityHashMap<OpenMessage, Place> saved = new IdentityHashMap<>();
    private boolean grown;
    private long firstUnsaved = System.nanoTime();

    OpenTextSaver(ChatId chat, OwnerParts parts) {
        this.chat = chat;
        this.parts = parts;
    }

    void grew(OpenMessage message) {
        if (!grown) firstUnsaved = System.nanoTime();
        grown = true;
        saved.computeIfAbsent(message, _ -> new Place());
    }

    void forget(OpenMessage message) {
        saved.remove(message);
        if (saved.isEmpty()) grown = false;
    }

    boolean hasWork() {
        return grown;
    }

    /** When the oldest text that is not saved should be, by {@link System#nanoTime}. */
    long dueAt() {
        return firstUnsaved + parts.settings().saveOpenText().toNanos();
    }

    void saveIfDue() {
        if (grown && System.nanoTime() - dueAt() >= 0) saveAll();
    }

    void saveAll() {
        grown = false;
        saved.forEach((message, place) -> {
            for (TextKind kind : TextKind.values()) {
                int from = place.of(kind);
                String piece = message.of(kind).slice(from, Integer.MAX_VALUE - from);
                if (piece.isEmpty()) continue;
                parts.log().saveOpenText(chat, message.message(), kind, from, piece);
                place.move(kind, piece.length());
            }
        });
    }
}
