package carillon.engine.spi;

/** The store refused or could not be reached. Nothing was written. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is, to count and to branch on. */
    public enum Trouble {
        FULL,
        READ_ONLY,
        LOCKED,
        DAMAGED,
        CLOSED,
        OTHER
    }

    private final Trouble trouble;

    public StorageException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public StorageException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
