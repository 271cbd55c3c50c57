package carillon.storage;

import java.time.Duration;

/** Waiting that an interrupt does not cut short but a limit does. */
final class Patience {
    /** One wait. */
    @FunctionalInterface
    interface Wait {
        /** @return whether what was waited for has happened */
        boolean upTo(long nanos) throws InterruptedException;
    }

    private Patience() {}

    static boolean waits(Duration limit, Wait wait) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.upTo(Math.max(1, end - System.nanoTime()));
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
