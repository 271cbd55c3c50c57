package carillon.core.chat;

/** What became of an approval. */
public enum ApprovalDecision {
    ALLOW,
    /** This call, and every later one in this chat of the same scope. */
    ALLOW_CHAT,
    DENY,
    /** Its turn ended before somebody answered. */
    CANCELLED
}
