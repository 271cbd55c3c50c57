package carillon.server.door;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Makes guessing slow: each wrong token or code waits a little longer, a right one never. Safe for many threads. */
public final class Slowdown {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int LONGEST_STEPS = 50;
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Pause pause;
    private final AtomicReference<Failures> failures = new AtomicReference<>(new Failures(0, Instant.EPOCH));

    /** Lets the calling thread wait. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    private record Failures(int count, Instant last) {
        Failures another(Instant now) {
            boolean forgiven = last.plus(FORGIVEN_AFTER).isBefore(now);
            return new Failures(forgiven ? 1 : Math.min(count + 1, LONGEST_STEPS), now);
        }
    }

    public Slowdown(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits on the thread of the request that failed. */
    public void afterFailure() throws InterruptedException {
        Instant now = clock.instant();
        int count = failures.updateAndGet(before -> before.another(now)).count();
        pause.sleep(STEP.multipliedBy(count));
    }
}
