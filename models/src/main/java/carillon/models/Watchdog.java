package carillon.models;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose time is up, which is what ends a blocking connect, handshake, write or read on them. One
 * thread watches all; it only closes sockets. Safe for many threads.
 */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;

    Watchdog() {
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("carillon-model-limits").factory());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** A limit that has not begun. */
    Limit limit() {
        return new Limit();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** The time limit of one call. Set and prolonged by the call's own thread. */
    final class Limit implements AutoCloseable {
        private volatile long endsAt;
        private volatile @Nullable Duration passed;
        private @Nullable Duration span;
        private @Nullable Closeable connection;
        private @Nullable Future<?> check;

        /** Watches this connection from now on, instead of another. */
        synchronized void watch(Closeable watched) throws TimedOutException {
            connection = watched;
            throwIfPassed();
        }

        /** Begins anew with this span. */
        synchronized void set(Duration newSpan) {
            span = newSpan;
            passed = null;
            endsAt = System.nanoTime() + newSpan.toNanos();
            schedule(newSpan.toNanos());
        }

        /** Lets the span begin anew. Cheap: called for every token. */
        void prolong(Duration sameSpan) {
            endsAt = System.nanoTime() + sameSpan.toNanos();
        }

        void throwIfPassed() throws TimedOutException {
            Duration limit = passed;
            if (limit != null) throw new TimedOutException(limit);
        }

        @Override
        public synchronized void close() {
            if (check != null) check.cancel(false);
            connection = null;
        }

        private void schedule(long nanos) {
            if (check != null) check.cancel(false);
            check = thread.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
        }

        private synchronized void check() {
            long left = endsAt - System.nanoTime();
            if (left > 0) {
                schedule(left);
                return;
            }
            passed = span;
            if (connection != null) closeQuietly(connection);
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // closed is all it has to be
        }
    }
}
