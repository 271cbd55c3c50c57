package carillon.core.chat;

/** Why a command changed nothing. */
public enum Refusal {
    CHAT_NOT_FOUND,
    CHAT_IN_TRASH,
    CHAT_BUSY,
    QUEUE_FULL,
    MESSAGE_ID_TAKEN,
    MESSAGE_NOT_QUEUED,
    MESSAGE_NOT_FOUND,
    MESSAGE_NOT_EDITABLE,
    NOTHING_TO_UNDO,
    TURN_NOT_RUNNING,
    NOTHING_TO_CONTINUE,
    APPROVAL_NOT_OPEN,
    QUESTION_NOT_OPEN,
    ANSWER_NOT_ALLOWED
}
