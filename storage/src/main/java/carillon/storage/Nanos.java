package carillon.storage;

import java.time.Instant;

/** Times as SQLite keeps them: nanoseconds since 1970 UTC, which reach from 1677 to 2262. */
final class Nanos {
    private static final long PER_SECOND = 1_000_000_000;

    private Nanos() {}

    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
    }

    /** For comparing with: the nearest time that can be kept. */
    static long nearest(Instant time) {
        try {
            return of(time);
        } catch (ArithmeticException _) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
