package carillon.tools;

/** Something about a copy of a workspace that could not be done; the message says why and what to do. */
public final class CopyException extends Exception {
    private static final long serialVersionUID = 1;

    CopyException(String message) {
        super(message);
    }
}
