package carillon.core.chat;

/** How a model call ended. */
public enum CallOutcome {
    ANSWERED,
    /** It ended well and said nothing. */
    EMPTY,
    /** What was to be shown is more than the model can take. */
    TOO_LONG,
    STOPPED,
    FAILED,
    INTERRUPTED
}
