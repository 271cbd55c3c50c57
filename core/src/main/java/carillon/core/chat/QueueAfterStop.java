package carillon.core.chat;

/** What becomes of queued messages when a turn is stopped. */
public enum QueueAfterStop {
    CONTINUE,
    PAUSE
}
