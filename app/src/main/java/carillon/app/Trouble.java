package carillon.app;

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

    Exit exit() {
        return exit;
    }
}
