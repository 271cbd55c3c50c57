package carillon.engine.spi;

/** A provider could not be reached or refused; the message is fit for people and holds no key. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    public ModelException(String message) {
        super(message);
    }
}
