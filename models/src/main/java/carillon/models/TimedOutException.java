package carillon.models;

import java.io.IOException;
import java.time.Duration;

/** A server said nothing within the time limit. */
final class TimedOutException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Duration limit;

    TimedOutException(Duration limit) {
        super("Nothing came within " + limit);
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }
}
