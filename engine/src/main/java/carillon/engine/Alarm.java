package carillon.engine;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rings for one owner, once for each time it was set. An owner that waits for letters without a limit and is rung when it
 * has something to do costs one timer a duty; a limit on each wait would cost one a letter. Owner only, but it rings from
 * a thread of its own.
 */
final class Alarm {
    private final Runnable bell;
    private @Nullable Thread waiting;
    private long ringsAt;

    Alarm(Runnable bell) {
        this.bell = bell;
    }

    /**
     * Rings at that time at the latest; one that is set to ring sooner is enough.
     *
     * @param wanted as {@link System#nanoTime} tells it; at once when it is past
     */
    void ringBy(long wanted) {
        long now = System.nanoTime();
        Thread earlier = waiting;
        if (earlier != null) {
            if (ringsAt - now > 0 && ringsAt - wanted <= 0) return;
            earlier.interrupt();
        }
        ringsAt = wanted;
        waiting = Thread.ofVirtual().name("alarm").start(() -> ringAfter(wanted - now));
    }

    private void ringAfter(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException replaced) {
            return;
        }
        bell.run();
    }

    void cancel() {
        Thread last = waiting;
        if (last != null) last.interrupt();
        waiting = null;
    }
}
