package carillon.server.live;

import java.util.concurrent.atomic.AtomicLong;

/** Counts over all live connections since the start, to see drift by. */
public final class LiveCounts {
    /** Events that came after their chat was unwatched. */
    final AtomicLong late = new AtomicLong();

    /** Events that named another chat than their subscription. */
    final AtomicLong foreign = new AtomicLong();

    /** Readers that were cut because they took nothing or answered nothing. */
    final AtomicLong cut = new AtomicLong();

    public long late() {
        return late.get();
    }

    public long foreign() {
        return foreign.get();
    }

    public long cut() {
        return cut.get();
    }
}
