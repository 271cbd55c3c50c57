package carillon.engine;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.ChatStatus;
import carillon.core.id.ChatId;
import carillon.engine.spi.ChatLog;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's place in one chat. The reader pulls at its own pace; what it has not pulled is not kept for it, so a slow
 * one costs nothing and meets whole texts instead of pieces. {@link #pull} is for one thread at a time; the wake-up may
 * come from any.
 */
public final class Subscription implements AutoCloseable {
    private static final int MAX_EVENTS_A_PULL = 64;
    private static final int MAX_DELTA_CHARS = 16_384;

    /** How a pull ended. */
    public enum Pulled {
        /** There is more already: pull again when others have had their turn. */
        MORE,
        /** All there is; wait for the wake-up. */
        DRAINED,
        /** The chat's owner has gone; subscribe again from {@link #seq}. */
        OVER
    }

    private final ChatId chat;
    private final ChatLog log;
    private final Runnable wake;
    private final Consumer<Subscription> leave;
    private final IdentityHashMap<OpenOutput, Place> places = new IdentityHashMap<>();
    private long seq;
    private boolean greeted;
    private boolean caughtUp;
    private @Nullable ChatStatus status;
    private volatile @Nullable Start start;

    /** Where the owner let the reader in. */
    record Start(ChatFeed feed, long cutoff, boolean reset) {}

    Subscription(ChatId chat, long cursor, ChatLog log, Runnable wake, Consumer<Subscription> leave) {
        this.chat = chat;
        this.seq = cursor;
        this.log = log;
        this.wake = wake;
        this.leave = leave;
    }

    public ChatId chat() {
        return chat;
    }

    /** The last fact handed out, and the cursor to go on from. */
    public long seq() {
        return seq;
    }

    /** Called by the owner, once, before the reader's first pull. */
    void letIn(ChatFeed feed, long lastSeq) {
        boolean reset = seq > lastSeq;
        if (reset) seq = 0;
        start = new Start(feed, lastSeq, reset);
    }

    void wake() {
        wake.run();
    }

    /**
     * Hands out what is new, at most a bounded piece of it.
     *
     * @throws IOException if the sink threw
     */
    public Pulled pull(FeedSink sink) throws IOException {
        Start in = start;
        if (in == null) throw new IllegalStateException("The subscription to " + chat + " was not let in");
        if (!greeted) {
            greeted = true;
            if (in.reset) sink.reset(chat);
            sink.watching(chat, in.cutoff);
        }
        Board board = in.feed.board();
        int budget = MAX_EVENTS_A_PULL;
        while (seq < board.seq()) {
            budget -= facts(in, board, budget, sink);
            if (budget <= 0) return Pulled.MORE;
        }
        for (OpenOutput open : board.open()) {
            if (!rest(open, sink)) return Pulled.MORE;
        }
        if (!board.status().equals(status)) {
            status = board.status();
            sink.status(chat, board.status());
        }
        if (!caughtUp) {
            caughtUp = true;
            sink.caughtUp(chat);
        }
        return board.over() ? Pulled.OVER : Pulled.DRAINED;
    }

    private int facts(Start in, Board board, int budget, FeedSink sink) throws IOException {
        Optional<List<Board.Shown>> tail = board.after(seq);
        if (tail.isEmpty()) {
            int limit = (int) Math.min(budget, board.seq() - seq);
            List<Recorded> stored = log.read(chat, seq, limit);
            if (stored.isEmpty()) throw new IllegalStateException("Chat " + chat + " has no fact after " + seq);
            for (Recorded event : stored) hand(event, sink);
            return stored.size();
        }
        int handed = 0;
        for (Board.Shown shown : tail.get()) {
            if (handed >= budget) break;
            if (shown.closes().isPresent() && !lastOf(shown, shown.closes().get(), in.cutoff, sink)) return budget;
            hand(shown.event(), sink);
            handed++;
        }
        return handed;
    }

    private void hand(Recorded event, FeedSink sink) throws IOException {
        if (!event.chat().equals(chat) || event.seq() != seq + 1) {
            throw new IllegalStateException(
                    "The feed of " + chat + " after " + seq + " met " + event.chat() + " " + event.seq());
        }
        sink.event(event);
        seq = event.seq();
    }

    /** The end of a text that is closed; of history, a reader meets it in the fact instead. */
    private boolean lastOf(Board.Shown shown, OpenOutput closed, long cutoff, FeedSink sink) throws IOException {
        boolean history = shown.event().seq() <= cutoff;
        if (history && !places.containsKey(closed)) return true;
        if (!rest(closed, sink)) return false;
        places.remove(closed);
        return true;
    }

    /** Hands out what the reader has not had of something open; false when there was too much for one pull. */
    private boolean rest(OpenOutput open, FeedSink sink) throws IOException {
        Place place = places.computeIfAbsent(open, Place::new);
        for (int which = 0; which < open.texts(); which++) {
            if (!rest(open, which, place, sink)) return false;
        }
        return switch (open) {
            case OpenMessage message -> calls(message, message.calls().now(), place, sink);
            case RunningTool _ -> true;
        };
    }

    private boolean rest(OpenOutput open, int which, Place place, FeedSink sink) throws IOException {
        int from = place.of(which);
        String piece = open.text(which).slice(from, MAX_DELTA_CHARS);
        if (piece.isEmpty()) return true;
        sink.event(new Streamed(chat, open.turn(), open.delta(which, piece, from)));
        place.move(which, piece.length());
        return piece.length() < MAX_DELTA_CHARS - 1;
    }

    private boolean calls(OpenMessage message, WrittenCalls.Sheet sheet, Place place, FeedSink sink)
            throws IOException {
        if (place.beginsAnew(sheet.takenBack(), message.texts())) {
            sink.event(new Streamed(chat, message.turn(), message.takenBack()));
        }
        for (int i = 0; i < sheet.calls().size(); i++) {
            WrittenCalls.Written written = sheet.calls().get(i);
            int which = message.texts() + written.index();
            int from = place.of(which);
            String piece = written.arguments().slice(from, MAX_DELTA_CHARS);
            if (piece.isEmpty()) continue;
            sink.event(new Streamed(chat, message.turn(), message.delta(written, piece, from)));
            place.move(which, piece.length());
            if (piece.length() >= MAX_DELTA_CHARS - 1) return false;
        }
        return true;
    }

    /** Leaves the chat; changes nothing for it or its other readers. May be called from any thread and again. */
    @Override
    public void close() {
        leave.accept(this);
    }
}
