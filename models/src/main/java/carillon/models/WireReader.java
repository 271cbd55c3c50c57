package carillon.models;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Buffered reading of one connection. A stream whose data is always there would never block, and virtual threads are not
 * time-sliced, so after 8 KB without a wait others get a turn.
 */
final class WireReader {
    private static final int TURN_BYTES = 8 * 1024;
    private static final long PAUSE_NANOS = 5_000_000;

    /** A read that takes longer has waited for data. */
    private static final long WAITED_NANOS = 5_000_000;

    private static final int MAX_LINE_BYTES = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private int sinceTurn;

    WireReader(InputStream in) {
        this.in = in;
    }

    /** Up to {@code count} bytes, blocking for the first; -1 at the end. */
    int read(byte[] into, int offset, int count) throws IOException {
        if (position == limit && !fill()) return -1;
        int n = Math.min(count, limit - position);
        System.arraycopy(buffer, position, into, offset, n);
        position += n;
        return n;
    }

    /** The next line without its end, read as Latin-1. */
    String line() throws IOException {
        var line = new StringBuilder();
        for (int length = 0; ; length++) {
            if (position == limit && !fill()) throw new EOFException("The connection ended");
            byte b = buffer[position++];
            if (b == '\n') break;
            if (length == MAX_LINE_BYTES) throw new GarbledException("sent a header line of more than 16 KB");
            line.append((char) (b & 0xFF));
        }
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') line.setLength(end - 1);
        return line.toString();
    }

    private boolean fill() throws IOException {
        long before = System.nanoTime();
        int n = in.read(buffer, 0, buffer.length);
        if (n < 0) return false;
        position = 0;
        limit = n;
        boolean waited = System.nanoTime() - before > WAITED_NANOS;
        sinceTurn = waited ? 0 : sinceTurn + n;
        if (sinceTurn >= TURN_BYTES) {
            sinceTurn = 0;
            // Two threads that only yield hand a carrier to each other and starve what was started elsewhere.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
