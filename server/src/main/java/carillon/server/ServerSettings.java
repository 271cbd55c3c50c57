package carillon.server;

import carillon.server.door.Slowdown;
import carillon.server.live.LiveLimits;
import java.time.InstantSource;

/**
 * Where the server listens and whom it lets in.
 *
 * @param port    on 127.0.0.1 and ::1; 0 for any free one
 * @param token   what opens every route; printable ASCII, 32 characters or more
 * @param version of Carillon, as {@code /api/health} says it
 * @param clock   the time of day
 * @param limits  how patient the server is with its readers
 * @param pause   how a request with a wrong token is made to wait
 */
public record ServerSettings(
        int port, String token, String version, InstantSource clock, LiveLimits limits, Slowdown.Pause pause) {
    private static final int MIN_TOKEN_CHARS = 32;

    public ServerSettings {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("A port is from 0 to 65535, not " + port);
        if (token.length() < MIN_TOKEN_CHARS || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "A token is " + MIN_TOKEN_CHARS + " or more printable ASCII characters without blanks");
        }
    }

    public static ServerSettings of(int port, String token, String version) {
        return new ServerSettings(port, token, version, InstantSource.system(), LiveLimits.DEFAULT, Thread::sleep);
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "ServerSettings[port=" + port + ", version=" + version + ", limits=" + limits + "]";
    }
}
