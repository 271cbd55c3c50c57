package carillon.engine;

/** Arguments that a person gave a call cannot be run with; the message says why and what to do. Nothing was answered. */
public final class ArgumentsRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ArgumentsRefusedException(String reason) {
        super(reason);
    }
}
