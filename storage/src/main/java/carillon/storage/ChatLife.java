package carillon.storage;

import carillon.core.chat.Life;
import carillon.engine.spi.ChatIndex.Shelf;

/** The values of {@code chat.life}. Everything below {@link #PURGING} can be seen. */
final class ChatLife {
    static final int LIVE = 0;
    static final int TRASHED = 1;
    static final int PURGING = 2;
    static final int PURGED = 3;

    private ChatLife() {}

    static int of(Life life) {
        return switch (life) {
            case LIVE -> LIVE;
            case TRASHED -> TRASHED;
            case ABSENT -> throw new IllegalArgumentException("A chat that has facts is live or in the trash");
        };
    }

    static int of(Shelf shelf) {
        return switch (shelf) {
            case LIVE -> LIVE;
            case TRASH -> TRASHED;
        };
    }
}
