package carillon.storage;

/** A store cannot be opened. The message says why and what to do; nothing was changed. */
public final class CannotOpenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why not. */
    public enum Reason {
        /** A newer Carillon wrote it. */
        NEWER_SCHEMA,
        /** It is not, or no longer, a store. */
        DAMAGED,
        /** Another process has it open. */
        LOCKED,
        /** The folder or a file in it cannot be made or written. */
        NOT_WRITABLE,
        UNREADABLE,
        /** The disk is full. */
        FULL
    }

    private final Reason reason;

    CannotOpenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    CannotOpenException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
