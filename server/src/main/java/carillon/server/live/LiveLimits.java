package carillon.server.live;

import java.time.Duration;

/**
 * How patient the server is with its readers.
 *
 * @param heartbeat how often a silent stream says that it lives
 * @param stuck     how long a reader may take no bytes
 * @param silent    how long a window may answer no ping
 * @param watches   the most chats that one connection watches
 */
public record LiveLimits(Duration heartbeat, Duration stuck, Duration silent, int watches) {
    /** The most watches that one message asks for. */
    public static final int MAX_WATCHES_A_MESSAGE = 1_000;

    /** The longest message from a window, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 64 * 1_024;

    public static final LiveLimits DEFAULT =
            new LiveLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(45), 10_000);

    /** How often to look after the readers. */
    Duration tick() {
        Duration shortest = heartbeat.compareTo(stuck) < 0 ? heartbeat : stuck;
        Duration tick = shortest.dividedBy(4);
        return tick.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : tick;
    }
}
