package carillon.server.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after every live connection now and then from one thread: who is due a heartbeat, who is stuck. So no connection
 * needs a timer of its own.
 */
public final class Pulse implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofMillis(700);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final LiveLimits limits;
    private final LiveCounts counts;
    private final Thread thread;
    private volatile boolean closing;

    /** A live connection. The methods return at once. */
    interface Peer {
        /** @param now as {@link System#nanoTime} */
        void beat(long now);

        /** The server closes: say so and end. */
        void leave();

        /** Ends the connection by force. */
        void cut();
    }

    public Pulse(LiveLimits limits, LiveCounts counts) {
        this.limits = limits;
        this.counts = counts;
        thread = Thread.ofVirtual().name("live-pulse").start(this::run);
    }

    public int peers() {
        return peers.size();
    }

    LiveLimits limits() {
        return limits;
    }

    LiveCounts counts() {
        return counts;
    }

    void add(Peer peer) {
        peers.add(peer);
        if (closing) peer.leave();
    }

    void remove(Peer peer) {
        peers.remove(peer);
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(limits.tick().toNanos());
            long now = System.nanoTime();
            for (Peer peer : peers) peer.beat(now);
        }
    }

    /** Tells every connection to end and cuts those that do not, within a second. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        for (Peer peer : peers) peer.leave();
        awaitEmpty();
        for (Peer peer : peers) peer.cut();
        awaitEmpty();
    }

    private void awaitEmpty() {
        long end = System.nanoTime() + GOODBYE.toNanos();
        while (!peers.isEmpty() && System.nanoTime() < end) LockSupport.parkNanos(LOOK.toNanos());
    }
}
