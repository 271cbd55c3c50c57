package carillon.core.chat;

/** What a chat is doing, strongest first: with several agents the strongest counts. */
public enum StatusKind {
    APPROVAL,
    QUESTION,
    TOOL,
    WRITING,
    THINKING,
    WAITING,
    QUEUED,
    FAILED,
    STOPPED,
    IDLE
}
