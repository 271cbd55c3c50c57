package carillon.core.chat;

/** How a model call ended. */
public enum CallOutcome {
    ANSWERED,
    /** It ended well and said nothing. */
    EMPTY,
    STOPPED,
    FAILED,
    INTERRUPTED
}
