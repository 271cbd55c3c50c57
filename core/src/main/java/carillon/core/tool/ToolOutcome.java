package carillon.core.tool;

/** How a call of a tool ended. */
public enum ToolOutcome {
    /** It did what was asked. */
    RETURNED,
    /** It ran and did not do what was asked. */
    FAILED,
    /** The rules did not let it run. */
    REFUSED,
    /** A person did not let it run. */
    DENIED,
    /** It was ended, or not begun, because its turn was. */
    STOPPED,
    /** It was begun, and what came of it was never learned; it is not run again by itself. */
    UNKNOWN
}
