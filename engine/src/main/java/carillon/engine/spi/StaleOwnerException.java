package carillon.engine.spi;

import carillon.core.id.ChatId;

/** Another owner wrote to the chat, so this one knows too little to go on. Nothing was written. */
public final class StaleOwnerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StaleOwnerException(ChatId chat, long expectedSeq) {
        super("Chat " + chat + " has another owner or does not end at seq " + expectedSeq);
    }
}
