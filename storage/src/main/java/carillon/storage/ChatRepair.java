package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.engine.spi.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.UUID;

/**
 * One chat put together again from its events. An event that cannot be read, or is missing, gives its place to a notice,
 * so that every other keeps its seq. Used on one thread.
 */
final class ChatRepair {
    private static final String NOTICE =
            "A part of this chat could not be read: the data file was damaged here. All that could be read is kept.";
    private static final String PAUSED =
            "A part of this chat was damaged, so what waits here may have been answered already.";

    /**
     * An event with the columns it has in the file.
     *
     * @param original whether it was there before
     */
    record Kept(Recorded event, EventRows.Stored row, boolean original) {}

    private final ChatId chat;
    private final EventRows events;
    private final Json json;
    private final WorldId fallback;
    private final List<String> unreadable;
    private final List<Kept> kept = new ArrayList<>();
    private ChatState state = ChatState.EMPTY;
    private boolean inDamage;
    private boolean damaged;

    /**
     * @param fallback   where the chat goes if the log does not tell any more
     * @param unreadable is told each event that is
     */
    ChatRepair(ChatId chat, EventRows events, Json json, WorldId fallback, List<String> unreadable) {
        this.chat = chat;
        this.events = events;
        this.json = json;
        this.fallback = fallback;
        this.unreadable = unreadable;
    }

    /**
     * Goes through the chat.
     *
     * @param known the chat's last seq, if it can be trusted
     * @return false if no event of it can be read
     */
    boolean run(SortedMap<Long, EventRows.Stored> rows, OptionalLong known) {
        long last = known.orElse(0);
        Instant at = null;
        for (Map.Entry<Long, EventRows.Stored> each : rows.entrySet()) {
            Optional<Recorded> readable = readable(each.getKey(), each.getValue());
            if (readable.isEmpty()) continue;
            last = Math.max(last, each.getKey());
            if (at == null) at = readable.get().at();
        }
        if (at == null) {
            for (Long seq : rows.keySet()) name(seq);
            return false;
        }
        for (long seq = 1; seq <= last; seq++) {
            EventRows.Stored row = rows.get(seq);
            Optional<Recorded> event = row == null ? Optional.empty() : readable(seq, row);
            if (event.isPresent() && row != null && take(event.get(), row, true)) {
                at = event.get().at();
                inDamage = false;
            } else {
                name(seq);
                put(substitute(seq), at);
                inDamage = true;
                damaged = true;
            }
        }
        boolean couldRunAgain =
                damaged && !state.queue().isEmpty() && state.queuePaused().isEmpty();
        if (couldRunAgain) put(new Fact.QueuePaused(PAUSED), at);
        return true;
    }

    List<Kept> kept() {
        return kept;
    }

    ChatState state() {
        return state;
    }

    private void name(long seq) {
        unreadable.add("fact " + seq + " of chat " + chat);
    }

    private Optional<Recorded> readable(long seq, EventRows.Stored row) {
        try {
            return seq < 1 ? Optional.empty() : Optional.of(events.event(chat, seq, row));
        } catch (StorageException _) {
            return Optional.empty();
        }
    }

    /** False if it cannot follow what is there. */
    private boolean take(Recorded event, EventRows.Stored row, boolean original) {
        boolean begins = event.fact() instanceof Fact.ChatCreated;
        if (begins != (state.life() == Life.ABSENT)) return false;
        state = state.after(event.fact());
        kept.add(new Kept(event, row, original));
        return true;
    }

    /** The first place of a damaged part says so; the others are filled with what changes nothing. */
    private Fact substitute(long seq) {
        if (state.life() == Life.ABSENT) return new Fact.ChatCreated(fallback, Optional.empty());
        if (inDamage && !(kept.getLast().event().fact() instanceof Fact.ChatCreated)) return new Fact.QueueResumed();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return new Fact.NoticePosted(new MessageId("damaged-" + seq + "-" + unique), NOTICE);
    }

    private void put(Fact fact, Instant at) {
        long seq = state.seq() + 1;
        byte[] body = json.write(fact);
        String kind = FactKind.of(fact).stored();
        long nanos = Nanos.of(at);
        var row = new EventRows.Stored(nanos, kind, body, Checksum.ofEvent(chat.value(), seq, nanos, kind, body));
        if (!take(new Recorded(chat, seq, at, fact), row, false)) {
            throw new IllegalStateException("Nothing can stand at " + seq + " of chat " + chat);
        }
    }
}
