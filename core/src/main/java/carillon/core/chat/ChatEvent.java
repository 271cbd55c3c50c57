package carillon.core.chat;

import static java.util.Objects.requireNonNull;

import carillon.core.id.ChatId;
import carillon.core.id.TurnId;
import java.time.Instant;

/** Something that happened in one chat. Both envelopes name the chat, so an event without an owner cannot be built. */
public sealed interface ChatEvent {
    ChatId chat();

    /** A stored fact. {@code seq} counts from 1 within the chat and has no gaps. */
    record Recorded(ChatId chat, long seq, Instant at, Fact fact) implements ChatEvent {
        public Recorded {
            requireNonNull(chat, "chat");
            requireNonNull(at, "at");
            requireNonNull(fact, "fact");
            if (seq < 1) throw new IllegalArgumentException("seq starts at 1, got " + seq);
        }
    }

    /** Live output of a turn that is under way. */
    record Streamed(ChatId chat, TurnId turn, Delta delta) implements ChatEvent {
        public Streamed {
            requireNonNull(chat, "chat");
            requireNonNull(turn, "turn");
            requireNonNull(delta, "delta");
        }
    }
}
