package carillon.models;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a provider is asked again: 0.5, 1, 2, 4 s, each shortened or lengthened by up to a fifth so
 * that chats that were refused together do not come back together.
 */
record BackOff(DoubleSupplier random) {
    /** How often a request is sent at most. */
    static final int MAX_TRIES = 5;

    /** The longest wait that a server may ask for. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    /** The wait that a server asked for, and up to a fifth more, 5 s at most. */
    Duration noSoonerThan(Duration asked) {
        double millis = Math.min(5_000, 0.2 * asked.toMillis()) * random.getAsDouble();
        return asked.plusMillis(Math.round(millis));
    }

    /** @param failedTries from 1 */
    Duration after(int failedTries) {
        double millis = 500 * Math.pow(2, failedTries - 1.0) * (0.8 + 0.4 * random.getAsDouble());
        return Duration.ofMillis(Math.round(millis));
    }
}
