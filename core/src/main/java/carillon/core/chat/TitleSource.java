package carillon.core.chat;

/** Where a chat's title comes from, weakest first. */
public enum TitleSource {
    NONE,
    FIRST_MESSAGE,
    MODEL,
    /** Set by a person and never replaced. */
    HAND
}
