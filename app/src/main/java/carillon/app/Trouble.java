package carillon.app;

import carillon.engine.spi.StorageException;
import carillon.storage.CannotOpenException;

/** Expected trouble: the message says what is wrong and what to do, and is all that a person sees of it. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exit exit;

    Trouble(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    Trouble(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    static Trouble of(CannotOpenException e) {
        Exit exit = switch (e.reason()) {
            case NEWER_SCHEMA -> Exit.NEWER_DATA;
            case DAMAGED -> Exit.DAMAGED;
            case NOT_WRITABLE, UNREADABLE -> Exit.FOLDER;
            case LOCKED -> Exit.ALREADY_SERVED;
            case FULL -> Exit.STORE;
        };
        return new Trouble(exit, String.valueOf(e.getMessage()), e);
    }

    static Trouble of(StorageException e) {
        return switch (e.trouble()) {
            case DAMAGED ->
                new Trouble(
                        Exit.DAMAGED,
                        e.getMessage() + " Nothing was changed. 'carillon rebuild' keeps all that can be read.",
                        e);
            case FULL, READ_ONLY, LOCKED, CLOSED, OTHER -> new Trouble(Exit.STORE, String.valueOf(e.getMessage()), e);
        };
    }

    Exit exit() {
        return exit;
    }
}
