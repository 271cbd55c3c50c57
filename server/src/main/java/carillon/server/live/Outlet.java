package carillon.server.live;

import carillon.server.json.JsonOut;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to one reader. A write that the reader does not take blocks its thread; {@link #cutIfStuck}, called from another
 * thread, then ends it: interrupting a virtual thread in a socket's write closes the socket.
 */
final class Outlet {
    private static final int SLICE = 64 * 1_024;
    private static final long RESTING = 0;
    private static final long CUT = -1;

    private final OutputStream out;
    private final AtomicLong writingSince = new AtomicLong(RESTING);
    private volatile Thread writer = Thread.currentThread();

    Outlet(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes everything and empties the buffer.
     *
     * @throws IOException if the reader is gone or was cut
     */
    void write(JsonOut buffer) throws IOException {
        if (buffer.size() == 0) return;
        writer = Thread.currentThread();
        for (int from = 0; from < buffer.size(); from += SLICE) {
            long began = Math.max(1, System.nanoTime() & Long.MAX_VALUE);
            if (!writingSince.compareAndSet(RESTING, began)) throw new IOException("The reader was cut");
            buffer.writeTo(out, from, Math.min(SLICE, buffer.size() - from));
            out.flush();
            if (!writingSince.compareAndSet(began, RESTING)) throw new IOException("The reader was cut");
        }
        buffer.clear();
    }

    /** Whether the reader has been cut because it took nothing for too long. */
    boolean cutIfStuck(long now, long limitNanos) {
        long since = writingSince.get();
        boolean stuck = since > RESTING && ((now & Long.MAX_VALUE) - since) > limitNanos;
        if (!stuck || !writingSince.compareAndSet(since, CUT)) return false;
        writer.interrupt();
        return true;
    }

    void cut() {
        if (writingSince.getAndSet(CUT) > RESTING) writer.interrupt();
    }
}
