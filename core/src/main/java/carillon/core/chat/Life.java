package carillon.core.chat;

/** Whether a chat is there. */
public enum Life {
    /** Never created. */
    ABSENT,
    LIVE,
    /** Deleted; only a person's restore brings it back. */
    TRASHED
}
