package carillon.server.live;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.ChatStatus;
import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.engine.ChatNotFoundException;
import carillon.engine.EngineClosedException;
import carillon.engine.FeedSink;
import carillon.engine.Subscription;
import carillon.engine.Subscription.Pulled;
import carillon.engine.spi.StorageException;
import carillon.server.json.EventJson;
import carillon.server.json.JsonOut;
import carillon.server.json.ProblemCode;
import carillon.server.json.StoreJson;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One chat watched by one window. It is let in on a thread of its own, since that waits for the chat; after that the
 * window's writer serves it, one bounded piece at a time.
 */
final class Watch implements FeedSink {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final ChatId chat;
    private final Optional<String> id;
    private final FrameWriter frames;
    private final LiveCounts counts;
    private final EventJson events;
    private final Consumer<Watch> ready;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long cursor;
    private boolean greeted;
    private boolean caughtUp;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable ProblemCode refused;
    private volatile boolean closed;

    /**
     * @param id    the window's own name for this watch
     * @param ready called from any thread when there is something to serve, once until it is served
     */
    Watch(ChatId chat, Optional<String> id, long cursor, FrameWriter frames, LiveCounts counts, Consumer<Watch> ready) {
        this.chat = chat;
        this.id = id;
        this.cursor = cursor;
        this.frames = frames;
        this.counts = counts;
        this.ready = ready;
        events = new EventJson(chat);
    }

    ChatId chat() {
        return chat;
    }

    /** Subscribes from the cursor; does not wait. */
    void open(ChatEngine engine) {
        Thread.ofVirtual().name("live-watch").start(() -> subscribe(engine));
    }

    private void subscribe(ChatEngine engine) {
        try {
            Subscription made = engine.subscribe(chat, cursor, this::schedule);
            subscription = made;
            if (closed) made.close();
        } catch (ChatNotFoundException e) {
            refused = ProblemCode.CHAT_NOT_FOUND;
        } catch (EngineClosedException e) {
            refused = ProblemCode.CLOSING;
        } catch (StorageException e) {
            refused = StoreJson.problem(e.trouble()).code();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Chat " + chat + " could not be watched", e);
            refused = ProblemCode.INTERNAL;
        }
        schedule();
    }

    void schedule() {
        if (scheduled.compareAndSet(false, true)) ready.accept(this);
    }

    /**
     * Writes the next piece; false when the watch was refused and is over.
     *
     * @throws IOException if the window is gone
     */
    boolean serve(ChatEngine engine) throws IOException {
        scheduled.set(false);
        if (closed) return true;
        ProblemCode why = refused;
        if (why != null) {
            named("error").word("code", why.text()).end();
            frames.endText();
            return false;
        }
        Subscription in = subscription;
        if (in == null) return true;
        switch (pull(in)) {
            case MORE -> schedule();
            case DRAINED -> {}
            case OVER -> {
                cursor = in.seq();
                subscription = null;
                in.close();
                open(engine);
            }
        }
        return true;
    }

    private Pulled pull(Subscription in) throws IOException {
        try {
            return in.pull(this);
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "The facts of chat {0} could not be read: {1}", chat, e.trouble());
            refused = StoreJson.problem(e.trouble()).code();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A watch of chat " + chat + " failed", e);
            refused = ProblemCode.INTERNAL;
        }
        return Pulled.MORE;
    }

    /** Leaves the chat. May be called from any thread and again. */
    void close() {
        closed = true;
        Subscription in = subscription;
        if (in != null) in.close();
    }

    @Override
    public void watching(ChatId of, long cutoff) throws IOException {
        if (greeted) return;
        greeted = true;
        named("watching").field("cutoff", cutoff).end();
        frames.endText();
    }

    @Override
    public void reset(ChatId of) throws IOException {
        named("reset").end();
        frames.endText();
    }

    @Override
    public void caughtUp(ChatId of) throws IOException {
        if (caughtUp) return;
        caughtUp = true;
        named("caughtUp").end();
        frames.endText();
    }

    @Override
    public void event(ChatEvent event) throws IOException {
        if (closed) {
            counts.late.incrementAndGet();
            LOG.log(Level.DEBUG, "Dropped a late event of chat {0}", chat);
            return;
        }
        if (!event.chat().equals(chat)) {
            counts.foreign.incrementAndGet();
            LOG.log(Level.WARNING, "Dropped an event of chat {0} in a watch of chat {1}", event.chat(), chat);
            return;
        }
        JsonOut out = frames.text().begin().key("event");
        switch (event) {
            case Recorded recorded -> events.recorded(out, recorded);
            case Streamed streamed -> events.streamed(out, streamed);
        }
        out.end();
        frames.endText();
    }

    @Override
    public void status(ChatId of, ChatStatus status) throws IOException {
        JsonOut out = frames.text().begin().key("event");
        events.status(out, status);
        out.end();
        frames.endText();
    }

    private JsonOut named(String what) {
        return frames.text().begin().word(what, chat.value()).field("id", id);
    }
}
