package carillon.server.live;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Delta;
import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.engine.ChatNotFoundException;
import carillon.engine.EngineClosedException;
import carillon.engine.FeedSink;
import carillon.engine.Subscription;
import carillon.engine.spi.StorageException;
import carillon.server.json.EventJson;
import carillon.server.json.JsonOut;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One reader's server-sent events of one chat, on the thread of its request. It pulls what is new, writes it in one go and
 * waits to be woken; nothing is kept for a reader that does not read.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
public final class SseStream implements FeedSink, Pulse.Peer {
    private static final System.Logger LOG = System.getLogger(SseStream.class.getName());
    private static final int FLUSH_BYTES = 32 * 1_024;
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS = "event: status\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESET = "event: reset\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT = "event: text\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOOL_ARGUMENTS = "event: tool-arguments\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOOL_OUTPUT = "event: tool-output\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REASONING = "event: reasoning\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final long OWNER_CHANGE_NANOS = 50_000_000;

    private final ChatEngine engine;
    private final ChatId chat;
    private final Pulse pulse;
    private final EventJson events;
    private final JsonOut buffer = new JsonOut();
    private final AtomicBoolean awake = new AtomicBoolean(true);
    private final Thread thread = Thread.currentThread();
    private final Outlet outlet;
    private Subscription subscription;
    private volatile long lastBeat = System.nanoTime();
    private volatile boolean beatDue = true;
    private volatile boolean leaving;

    /**
     * Lets the reader into the chat.
     *
     * @param cursor the last seq it has, 0 for none
     * @throws ChatNotFoundException if there is no such chat
     */
    public SseStream(ChatEngine engine, ChatId chat, long cursor, Pulse pulse, OutputLater out) {
        this.engine = engine;
        this.chat = chat;
        this.pulse = pulse;
        events = new EventJson(chat);
        subscription = engine.subscribe(chat, cursor, this::wake);
        outlet = new Outlet(out.open());
    }

    /** Opens the answer once it is certain that there will be one. */
    @FunctionalInterface
    public interface OutputLater {
        OutputStream open();
    }

    /**
     * Streams until the reader goes, the chat is gone or the server closes.
     *
     * @throws IOException if the reader went
     */
    public void run() throws IOException {
        pulse.add(this);
        try {
            while (!leaving) round();
        } catch (ChatNotFoundException | EngineClosedException e) {
            LOG.log(Level.DEBUG, "The stream of chat {0} ends: {1}", chat, e.getMessage());
        } catch (StorageException e) {
            LOG.log(
                    Level.WARNING,
                    "The stream of chat {0} ends, since its facts could not be read: {1}",
                    chat,
                    e.trouble());
        } finally {
            pulse.remove(this);
            subscription.close();
        }
    }

    private void round() throws IOException {
        awake.set(false);
        if (beatDue) {
            beatDue = false;
            lastBeat = System.nanoTime();
            buffer.raw(BEAT);
        }
        Subscription.Pulled pulled = subscription.pull(this);
        outlet.write(buffer);
        switch (pulled) {
            case MORE -> {}
            case DRAINED -> {
                while (!awake.get() && !leaving) LockSupport.park(this);
            }
            case OVER -> subscribeAgain();
        }
    }

    private void subscribeAgain() {
        LockSupport.parkNanos(this, OWNER_CHANGE_NANOS);
        if (leaving) return;
        Subscription before = subscription;
        subscription = engine.subscribe(chat, before.seq(), this::wake);
        before.close();
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) LockSupport.unpark(thread);
    }

    @Override
    public void beat(long now) {
        if (outlet.cutIfStuck(now, pulse.limits().stuck().toNanos())) {
            pulse.counts().cut.incrementAndGet();
            LOG.log(Level.INFO, "A reader of chat {0} took nothing for too long and was cut", chat);
        } else if (now - lastBeat >= pulse.limits().heartbeat().toNanos()) {
            beatDue = true;
            wake();
        }
    }

    @Override
    public void leave() {
        leaving = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void cut() {
        leaving = true;
        outlet.cut();
        LockSupport.unpark(thread);
    }

    @Override
    public void watching(ChatId of, long cutoff) {}

    @Override
    public void caughtUp(ChatId of) {}

    @Override
    public void reset(ChatId of) {
        buffer.raw(RESET);
        events.reset(buffer);
        buffer.raw(END);
    }

    @Override
    public void event(ChatEvent event) throws IOException {
        if (!event.chat().equals(chat)) {
            pulse.counts().foreign.incrementAndGet();
            LOG.log(Level.WARNING, "Dropped an event of chat {0} in the stream of chat {1}", event.chat(), chat);
            return;
        }
        switch (event) {
            case Recorded recorded -> {
                buffer.rawAscii("id: ");
                buffer.rawDigits(recorded.seq());
                buffer.rawAscii("\nevent: ");
                buffer.rawAscii(EventJson.kind(recorded.fact()));
                buffer.rawAscii("\ndata: ");
                events.recorded(buffer, recorded);
            }
            case Streamed streamed -> {
                buffer.raw(
                        switch (streamed.delta()) {
                            case Delta.Text _ -> TEXT;
                            case Delta.Reasoning _ -> REASONING;
                            case Delta.ToolArguments _ -> TOOL_ARGUMENTS;
                            case Delta.ToolOutput _ -> TOOL_OUTPUT;
                        });
                events.streamed(buffer, streamed);
            }
        }
        buffer.raw(END);
        if (buffer.size() > FLUSH_BYTES) outlet.write(buffer);
    }

    @Override
    public void status(ChatId of, ChatStatus status) {
        buffer.raw(STATUS);
        events.status(buffer, status);
        buffer.raw(END);
    }
}
