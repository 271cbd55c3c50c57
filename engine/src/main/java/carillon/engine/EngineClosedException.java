package carillon.engine;

/** The engine is closing or closed; nothing was done. */
public final class EngineClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineClosedException() {
        super("Carillon is closing");
    }
}
