package carillon.app;

import carillon.engine.EngineClosedException;
import carillon.engine.Schedules;
import carillon.engine.spi.StorageException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The one clock that worlds' schedules go by: it looks when the next one comes, and every few seconds at least. */
final class ScheduleRound implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ScheduleRound.class.getName());

    /** Soon enough for a schedule that is new, and for a clock that was set. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(15);

    private final Thread thread;

    ScheduleRound(Schedules schedules, InstantSource clock) {
        thread = Thread.ofVirtual().name("schedules").start(() -> go(schedules, clock));
    }

    private static void go(Schedules schedules, InstantSource clock) {
        try {
            while (true) Thread.sleep(untilNext(schedules, clock));
        } catch (InterruptedException | EngineClosedException ended) {
            LOG.log(Level.DEBUG, "No more schedules", ended);
        }
    }

    private static Duration untilNext(Schedules schedules, InstantSource clock) {
        try {
            Instant now = clock.instant();
            Duration left =
                    schedules.runDue().map(next -> Duration.between(now, next)).orElse(AT_LEAST_EVERY);
            return left.compareTo(AT_LEAST_EVERY) < 0 ? left : AT_LEAST_EVERY;
        } catch (StorageException refused) {
            LOG.log(Level.WARNING, "The schedules could not be looked at", refused);
            return AT_LEAST_EVERY;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
