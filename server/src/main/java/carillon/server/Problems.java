package carillon.server;

import carillon.core.chat.Refusal;
import carillon.engine.ArgumentsRefusedException;
import carillon.engine.ChatNotFoundException;
import carillon.engine.EngineClosedException;
import carillon.engine.RefusedException;
import carillon.engine.WorldNotFoundException;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.StorageException;
import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.json.StoreJson;
import io.helidon.http.RequestException;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** The one place where what went wrong becomes a problem document. */
final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private Problems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case CHAT_NOT_FOUND -> plain(ProblemCode.CHAT_NOT_FOUND, "The chat was never made, or was purged");
            case CHAT_IN_TRASH -> plain(ProblemCode.CHAT_IN_TRASH, "Restore the chat first");
            case CHAT_BUSY -> plain(ProblemCode.CHAT_BUSY, "A turn runs or messages wait; send with mode \"queue\"");
            case QUEUE_FULL -> plain(ProblemCode.QUEUE_FULL, "100 messages wait already; withdraw some or wait");
            case MESSAGE_ID_TAKEN ->
                plain(ProblemCode.MESSAGE_ID_TAKEN, "A message with this id and another text is in the chat");
            case MESSAGE_NOT_QUEUED ->
                plain(ProblemCode.MESSAGE_NOT_QUEUED, "The message was delivered or withdrawn, or never was here");
            case MESSAGE_NOT_FOUND ->
                plain(ProblemCode.MESSAGE_NOT_FOUND, "The message was never here, still waits, or was taken out");
            case MESSAGE_NOT_EDITABLE ->
                plain(ProblemCode.MESSAGE_NOT_EDITABLE, "Only what a person wrote can be edited or asked again");
            case NOTHING_TO_UNDO ->
                plain(ProblemCode.NOTHING_TO_UNDO, "The history was not cut back, or the chat has gone on since");
            case TURN_NOT_RUNNING -> plain(ProblemCode.TURN_NOT_RUNNING, "No such turn runs in this chat now");
            case APPROVAL_NOT_OPEN ->
                plain(
                        ProblemCode.APPROVAL_NOT_OPEN,
                        "It was answered already, its turn has ended, or it was never asked for");
            case QUESTION_NOT_OPEN ->
                plain(
                        ProblemCode.QUESTION_NOT_OPEN,
                        "It was answered already, its turn has ended, or it was never asked");
            case ANSWER_NOT_ALLOWED ->
                plain(
                        ProblemCode.ANSWER_NOT_ALLOWED,
                        "Answer with its choices as they are written, one unless it is multiple");
            case NOTHING_TO_CONTINUE ->
                plain(ProblemCode.NOTHING_TO_CONTINUE, "The last turn ended well and no queue is paused");
        };
    }

    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> e.problem();
            case RefusedException e -> of(e.refusal());
            case ChatNotFoundException _ -> of(Refusal.CHAT_NOT_FOUND);
            case WorldNotFoundException _ ->
                plain(ProblemCode.WORLD_NOT_FOUND, "The world was never made, or was deleted");
            case ArgumentsRefusedException e -> plain(ProblemCode.ARGUMENTS_REFUSED, String.valueOf(e.getMessage()));
            case EngineClosedException _ -> closing();
            case InterruptedException _ -> closing();
            case ModelException e -> plain(ProblemCode.PROVIDER_FAILED, String.valueOf(e.getMessage()));
            case StorageException e -> ofStorage(e);
            case RequestException e -> ofStatus(e.status().code());
            default -> bug(thrown);
        };
    }

    /** What the HTTP layer found wrong with a request before it was one. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 413 -> plain(ProblemCode.TOO_LARGE, "A body has at most 10 MB");
            case 404 -> plain(ProblemCode.NOT_FOUND, "There is nothing at this address");
            case 503 -> closing();
            case 500 -> plain(ProblemCode.INTERNAL, "See the log");
            default -> plain(ProblemCode.BAD_REQUEST, "This is not an HTTP/1.1 request that can be understood");
        };
    }

    private static Problem ofStorage(StorageException e) {
        LOG.log(Level.WARNING, "The store refused: " + LogText.of(e.getMessage()), e);
        return StoreJson.problem(e.trouble());
    }

    private static Problem bug(Throwable thrown) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.ERROR, "A request failed, reference " + reference, thrown);
        return plain(ProblemCode.INTERNAL, "The log has more under the reference " + reference);
    }

    private static Problem closing() {
        return plain(ProblemCode.CLOSING, "Try again when it has started");
    }

    private static Problem plain(ProblemCode code, String detail) {
        return new Problem(code, detail);
    }
}
