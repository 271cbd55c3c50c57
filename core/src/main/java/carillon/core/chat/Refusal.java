package carillon.core.chat;

/** Why a command changed nothing. */
public enum Refusal {
    CHAT_NOT_FOUND,
    CHAT_IN_TRASH,
    CHAT_BUSY,
    QUEUE_FULL,
    MESSAGE_ID_TAKEN,
    MESSAGE_NOT_QUEUED,
    TURN_NOT_RUNNING,
    NOTHING_TO_CONTINUE
}
