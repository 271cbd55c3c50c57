package carillon.server.live;

import carillon.engine.ChatEngine;
import carillon.engine.spi.StoreHealth;
import carillon.server.json.JsonOut;
import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.live.WindowMessage.Wanted;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One window's connection. Its own thread reads what the window asks for; a second one alone writes, serving the watched
 * chats in turn, so one chat's storm delays another chat by one bounded piece.
 */
final class LiveConnection implements ServerConnection, Pulse.Peer {
    private static final System.Logger LOG = System.getLogger(LiveConnection.class.getName());
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int MAX_COMPLAINTS = 256;
    private static final Duration LAST_WRITE = Duration.ofMillis(500);

    private final ChatEngine engine;
    private final StoreHealth health;
    private final Pulse pulse;
    private final FrameReader in;
    private final Outlet outlet;
    private final FrameWriter frames;
    private final Watches watches;
    private final News news;
    private final BlockingQueue<Complaint> complaints = new ArrayBlockingQueue<>(MAX_COMPLAINTS);
    private final AtomicReference<byte @Nullable []> pong = new AtomicReference<>();
    private final Runnable accept;
    private final AtomicBoolean resting = new AtomicBoolean();
    private final Thread writer = Thread.ofVirtual().name("live-writer").unstarted(this::write);
    private volatile @Nullable Thread reader;
    private volatile long lastPing = System.nanoTime();
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean pingDue;
    private volatile boolean heard;
    private volatile int closeCode;

    /** Something the window asked for that cannot be. */
    private record Complaint(Optional<String> chat, Optional<String> id, Problem problem) {}

    /** @param accept tells the window that it is connected; from then on it misses no change */
    LiveConnection(
            ChatEngine engine, StoreHealth health, Pulse pulse, DataReader in, OutputStream out, Runnable accept) {
        this.engine = engine;
        this.health = health;
        this.accept = accept;
        this.pulse = pulse;
        this.in = new FrameReader(in);
        outlet = new Outlet(out);
        frames = new FrameWriter(outlet);
        watches = new Watches(engine, frames, pulse.counts(), pulse.limits().watches(), this::signal);
        news = new News(health, this::signal);
    }

    @Override
    public void handle(Limit limit) {
        reader = Thread.currentThread();
        pulse.add(this);
        Runnable unlisten = engine.summaries().listen(news);
        Runnable unlistenHealth = health.listen(news::storeChanged);
        try {
            accept.run();
            writer.start();
            read();
        } catch (DataReader.InsufficientDataAvailableException | UncheckedIOException | CloseConnectionException e) {
            LOG.log(Level.TRACE, "A window went: {0}", e.getMessage());
        } catch (InterruptedException e) {
            LOG.log(Level.TRACE, "A window was cut while it was heard");
        } finally {
            heard = true;
            unlisten.run();
            unlistenHealth.run();
            end(NORMAL);
            awaitWriter();
            watches.closeAll();
            pulse.remove(this);
        }
    }

    private void awaitWriter() {
        if (writer.getState() == Thread.State.NEW) return;
        try {
            if (writer.join(LAST_WRITE)) return;
        } catch (InterruptedException e) {
            LOG.log(Level.TRACE, "A window was cut while it was told the rest");
        }
        outlet.cut();
    }

    private void read() throws InterruptedException {
        while (closeCode == 0) {
            Frame frame = in.next();
            lastHeard = System.nanoTime();
            switch (frame) {
                case Frame.Text(byte[] utf8) -> asked(utf8);
                case Frame.Ping(byte[] payload) -> {
                    pong.set(payload);
                    signal();
                }
                case Frame.Pong() -> {}
                case Frame.Close() -> end(NORMAL);
                case Frame.Broken(int code) -> end(code);
            }
        }
    }

    private void asked(byte[] utf8) throws InterruptedException {
        try {
            WindowMessage message = WindowMessage.parse(utf8);
            for (var chat : message.unwatch()) watches.remove(chat);
            for (Wanted wanted : message.watch()) watch(wanted);
        } catch (ProblemException e) {
            complain(new Complaint(Optional.empty(), Optional.empty(), e.problem()));
        }
    }

    private void watch(Wanted wanted) throws InterruptedException {
        switch (wanted) {
            case Wanted.Chat(var chat, var id, var after) -> {
                if (watches.add(chat, id, after)) return;
                var problem = new Problem(
                        ProblemCode.TOO_MANY_WATCHES,
                        "One connection watches at most " + pulse.limits().watches() + " chats");
                complain(new Complaint(Optional.of(chat.value()), id, problem));
            }
            case Wanted.Refused(var chat, var id, var code) ->
                complain(new Complaint(Optional.of(chat), id, new Problem(code, code.title())));
        }
    }

    /** Waits while the window has not taken the earlier ones; it only holds up itself. */
    private void complain(Complaint complaint) throws InterruptedException {
        complaints.put(complaint);
        signal();
    }

    private void signal() {
        if (resting.compareAndSet(true, false)) LockSupport.unpark(writer);
    }

    private void write() {
        try {
            while (closeCode == 0) {
                boolean served = turn();
                if (!served || frames.isFull()) frames.flush();
                if (!served) rest();
            }
            frames.close(closeCode);
            frames.flush();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.TRACE, "A window takes no more: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Writing to a window failed", e);
        } finally {
            end(NORMAL);
            watches.closeAll();
            Thread waiting = reader;
            if (waiting != null && !heard) waiting.interrupt();
        }
    }

    /** Writes a bounded piece of whatever waits; false when nothing did. */
    private boolean turn() throws IOException {
        boolean served = control();
        if (!news.isQuiet()) {
            news.write(frames);
            served = true;
        }
        Watch watch = watches.next();
        if (watch == null) return served;
        if (!watch.serve(engine)) watches.forget(watch);
        return true;
    }

    private boolean control() throws IOException {
        boolean served = false;
        byte[] payload = pong.getAndSet(null);
        if (payload != null) {
            frames.pong(payload);
            served = true;
        }
        if (pingDue) {
            pingDue = false;
            lastPing = System.nanoTime();
            frames.ping();
            served = true;
        }
        for (Complaint next; (next = complaints.poll()) != null; served = true) {
            JsonOut out = frames.text().begin();
            if (next.chat().isPresent()) out.field("error", next.chat());
            else out.nothing("error");
            out.field("id", next.id())
                    .word("code", next.problem().code().text())
                    .field("detail", next.problem().detail())
                    .end();
            frames.endText();
        }
        return served;
    }

    private void rest() {
        resting.set(true);
        while (resting.get() && isQuiet()) LockSupport.park(this);
        resting.set(false);
    }

    private boolean isQuiet() {
        return closeCode == 0
                && !pingDue
                && watches.isQuiet()
                && news.isQuiet()
                && complaints.isEmpty()
                && pong.get() == null;
    }

    private void end(int code) {
        if (closeCode == 0) closeCode = code;
        signal();
    }

    @Override
    public void beat(long now) {
        LiveLimits limits = pulse.limits();
        boolean silent = now - lastHeard > limits.silent().toNanos();
        if (outlet.cutIfStuck(now, limits.stuck().toNanos()) || silent) {
            pulse.counts().cut.incrementAndGet();
            LOG.log(Level.INFO, "A window that {0} was cut", silent ? "answered nothing" : "took nothing");
            cut();
        } else if (now - lastPing >= limits.heartbeat().toNanos()) {
            pingDue = true;
            signal();
        }
    }

    @Override
    public void leave() {
        end(GOING_AWAY);
    }

    @Override
    public void cut() {
        end(GOING_AWAY);
        outlet.cut();
        Thread waiting = reader;
        if (waiting != null) waiting.interrupt();
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        if (interrupt) cut();
        else leave();
    }
}
