package carillon.engine.spi;

/** The two texts that a model call streams. */
public enum TextKind {
    TEXT,
    REASONING
}
