package carillon.core.chat;

/** How a turn ended; each ends exactly once. */
public enum TurnOutcome {
    ANSWERED,
    STOPPED,
    /** No reply answered and one failed. */
    FAILED,
    /** The process died while it ran. */
    INTERRUPTED,
    LIMITED
}
