package carillon.core.chat;

/** How a message came to its end. */
public enum MessageState {
    COMPLETE,
    STOPPED,
    FAILED,
    INTERRUPTED
}
