package carillon.core.chat;

/** How an agent's reply ended. */
public enum ReplyOutcome {
    ANSWERED,
    STOPPED,
    FAILED,
    INTERRUPTED
}
