package carillon.tools.call;

/** Arguments that a tool does not take; the message tells the model what was wrong and what to do. */
public final class BadArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    public BadArgumentsException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
