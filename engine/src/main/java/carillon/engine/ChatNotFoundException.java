package carillon.engine;

import carillon.core.id.ChatId;

/** There is no such chat, or it was purged. */
public final class ChatNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ChatNotFoundException(ChatId chat) {
        super("There is no chat \"" + chat + "\"");
    }
}
