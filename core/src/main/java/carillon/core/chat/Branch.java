package carillon.core.chat;

import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import java.util.List;

/**
 * What a new chat takes over from another.
 *
 * @param from     the other chat
 * @param message  the last message that is copied, by its id there
 * @param title    what the new chat is called, unless it is given a title by hand
 * @param messages the copies, oldest first, under ids of their own and without turns; what an agent had seen when it was
 *                 asked counts from the first of them
 */
public record Branch(ChatId from, MessageId message, Title title, List<Message> messages) {
    public Branch {
        messages = List.copyOf(messages);
    }
}
