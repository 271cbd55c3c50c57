package carillon.server.json;

import java.util.Locale;

/** What can be wrong with a request, to branch on. Every code has one HTTP status. */
public enum ProblemCode {
    BAD_REQUEST(400, "The request is not understood"),
    UNAUTHORIZED(401, "The token or code is missing or wrong"),
    FORBIDDEN_ORIGIN(403, "The request comes from somewhere else"),
    NOT_FOUND(404, "There is nothing here"),
    CHAT_NOT_FOUND(404, "There is no such chat"),
    WORLD_NOT_FOUND(404, "There is no such world"),
    MESSAGE_NOT_FOUND(404, "The message is not in the history"),
    AGENT_NOT_FOUND(404, "There is no such agent"),
    SCHEDULE_NOT_FOUND(404, "There is no such schedule"),
    PROVIDER_NOT_FOUND(404, "There is no such provider"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    BAD_CURSOR(400, "The cursor is not a seq"),
    TOO_MANY_WATCHES(400, "The window watches too many chats"),
    CHAT_BUSY(409, "The chat is busy"),
    QUEUE_FULL(409, "Too many messages wait in this chat"),
    MESSAGE_ID_TAKEN(409, "Another message has this id"),
    MESSAGE_NOT_QUEUED(409, "The message does not wait"),
    MESSAGE_NOT_EDITABLE(409, "The message cannot be edited"),
    NOTHING_TO_UNDO(409, "There is nothing to bring back"),
    TURN_NOT_RUNNING(409, "The turn does not run"),
    APPROVAL_NOT_OPEN(409, "The approval is settled"),
    ARGUMENTS_REFUSED(400, "The call cannot be run with these arguments"),
    COPY_REFUSED(409, "The copy of the workspace cannot be used"),
    QUESTION_NOT_OPEN(409, "The question is settled"),
    ANSWER_NOT_ALLOWED(400, "The question does not take this answer"),
    NOTHING_TO_CONTINUE(409, "There is nothing to go on with"),
    WORLD_EXISTS(409, "There is such a world already"),
    AGENT_EXISTS(409, "There is such an agent already"),
    SCHEDULE_EXISTS(409, "There is such a schedule already"),
    CHAT_IN_TRASH(410, "The chat is in the trash"),
    TOO_LARGE(413, "The request is too large"),
    MESSAGE_TOO_LONG(413, "The message is too long"),
    UPGRADE_REQUIRED(426, "This is a WebSocket"),
    INTERNAL(500, "Carillon made a mistake"),
    STORAGE_DAMAGED(500, "The data file is damaged"),
    PROVIDER_FAILED(502, "The provider did not answer as it should"),
    STORAGE_FULL(503, "The disk is full"),
    STORAGE_UNAVAILABLE(503, "The store cannot be used"),
    CLOSING(503, "Carillon is closing");

    private final int status;
    private final String title;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** As it stands in a problem document. */
    public String text() {
        return text;
    }
}
