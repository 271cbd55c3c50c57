package carillon.server.door;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** Codes that open the door once, for two minutes. Safe for many threads. */
public final class StartCodes {
    static final Duration GOOD_FOR = Duration.ofMinutes(2);
    static final int MAX_OUTSTANDING = 16;
    private static final int BYTES = 20;

    private final SecureRandom random = new SecureRandom();
    private final Deque<Code> outstanding = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;

    private record Code(Secret secret, Instant until) {}

    public StartCodes(InstantSource clock) {
        this.clock = clock;
    }

    /** A new code; when too many are outstanding the oldest goes. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        lock.lock();
        try {
            if (outstanding.size() >= MAX_OUTSTANDING) outstanding.removeFirst();
            outstanding.addLast(new Code(Secret.of(code), clock.instant().plus(GOOD_FOR)));
        } finally {
            lock.unlock();
        }
        return code;
    }

    /** Whether the code is good; it is not any more after this. */
    public boolean use(String code) {
        lock.lock();
        try {
            Instant now = clock.instant();
            outstanding.removeIf(each -> !now.isBefore(each.until()));
            return outstanding.removeIf(each -> each.secret().matches(code));
        } finally {
            lock.unlock();
        }
    }
}
