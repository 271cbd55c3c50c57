package carillon.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Closes what was opened, last first. Each part has a time limit; one that does not end within it is named and left
 * behind, so the others still get their turn. Safe for many threads: a part that is added while closing is closed at once.
 */
final class Shutdown {
    private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());

    /** Closes one part; may wait and may be interrupted when its time is over. */
    @FunctionalInterface
    interface Closing {
        void close() throws Exception;
    }

    private record Part(String name, Duration limit, Closing closing) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<String> says;
    private volatile boolean begun;

    /** @param says told of every part that failed to close or did not end, in words for a person */
    Shutdown(Consumer<String> says) {
        this.says = says;
    }

    /** @throws IllegalStateException if closing has begun; the part is closed */
    void add(String name, Duration limit, Closing closing) {
        var part = new Part(name, limit, closing);
        lock.lock();
        try {
            if (!begun) {
                parts.push(part);
                return;
            }
        } finally {
            lock.unlock();
        }
        close(part);
        throw new IllegalStateException("Stopping: " + name + " came too late");
    }

    /** Returns when every part was closed or given up; a second caller waits for the first. */
    void run() {
        lock.lock();
        try {
            begun = true;
            while (!parts.isEmpty()) close(parts.pop());
        } finally {
            lock.unlock();
        }
    }

    boolean hasBegun() {
        return begun;
    }

    private void close(Part part) {
        Thread closing = Thread.ofPlatform()
                .daemon()
                .name("close " + part.name())
                .start(() -> {
                    try {
                        part.closing().close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // its time was over, which was said already
                    } catch (Exception e) {
                        LOG.log(Level.WARNING, "The " + part.name() + " did not close well", e);
                        says.accept("The " + part.name() + " did not close well: " + e.getMessage());
                    }
                });
        try {
            if (!closing.join(part.limit())) {
                says.accept("The " + part.name() + " did not end within "
                        + part.limit().toMillis() + " ms and was left behind.");
                LOG.log(
                        Level.WARNING,
                        "The {0} did not end within {1}: {2}",
                        part.name(),
                        part.limit(),
                        where(closing));
                closing.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            says.accept("Closing the " + part.name() + " was cut short.");
        }
    }

    private static String where(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length == 0 ? "just ended" : "it is at " + frames[0];
    }
}
