package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.id.ChatId;
import carillon.engine.spi.Epoch;
import java.util.ArrayList;
import java.util.List;

/** An append, checked and turned into bytes on its owner's thread, so that the writer need not. */
final class EncodedAppend {
    /** One event as its row holds it. */
    static final class Row {
        final Recorded event;
        final long at;
        final String kind;
        final byte[] body;
        final long checksum;

        private Row(Recorded event, Json json) {
            this.event = event;
            at = Nanos.of(event.at());
            kind = FactKind.of(event.fact()).stored();
            body = json.write(event.fact());
            checksum = Checksum.ofEvent(event.chat().value(), event.seq(), at, kind, body);
        }
    }

    private final Epoch epoch;
    private final List<Row> rows;
    private final ChatState after;
    private final byte[] state;

    /** @throws IllegalArgumentException if these are not the facts of one chat without gaps that lead to that state */
    EncodedAppend(Epoch epoch, List<Recorded> events, ChatState after, Json json) {
        if (events.isEmpty()) throw new IllegalArgumentException("There is nothing to append");
        ChatId chat = events.getFirst().chat();
        long seq = events.getFirst().seq();
        this.epoch = epoch;
        this.after = after;
        rows = new ArrayList<>(events.size());
        for (Recorded event : events) {
            if (!event.chat().equals(chat) || event.seq() != seq) {
                throw new IllegalArgumentException("One append is for one chat without gaps: expected chat " + chat
                        + " seq " + seq + ", got chat " + event.chat() + " seq " + event.seq());
            }
            rows.add(new Row(event, json));
            seq++;
        }
        if (after.seq() != seq - 1 || after.world().isEmpty()) {
            throw new IllegalArgumentException(
                    "The state after seq " + (seq - 1) + " of chat " + chat + " cannot be one at seq " + after.seq());
        }
        state = json.write(after);
    }

    ChatId chat() {
        return rows.getFirst().event.chat();
    }

    Epoch epoch() {
        return epoch;
    }

    List<Row> rows() {
        return rows;
    }

    ChatState after() {
        return after;
    }

    byte[] state() {
        return state;
    }

    /** The seq that the chat must end at. */
    long before() {
        return rows.getFirst().event.seq() - 1;
    }
}
