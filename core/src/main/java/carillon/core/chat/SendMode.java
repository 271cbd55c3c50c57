package carillon.core.chat;

/** How a message goes in while a turn runs. */
public enum SendMode {
    /** Next turn, first come first served. */
    QUEUE,
    /** Refused while the chat is busy. */
    REJECT
}
