package carillon.engine;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatStatus;
import carillon.core.id.ChatId;
import java.io.IOException;

/** Takes what a reader pulls from a feed, on the reader's own thread. A throw ends the pull. */
public interface FeedSink {
    /** The first thing of a subscription: facts up to {@code cutoff} are history. */
    void watching(ChatId chat, long cutoff) throws IOException;

    /** The cursor was past the chat's end: everything follows from the start. Comes before {@link #watching}. */
    void reset(ChatId chat) throws IOException;

    void event(ChatEvent event) throws IOException;

    void status(ChatId chat, ChatStatus status) throws IOException;

    /** History and open text are through; from here it is live. */
    void caughtUp(ChatId chat) throws IOException;
}
