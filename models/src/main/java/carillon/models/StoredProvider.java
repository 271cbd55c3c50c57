package carillon.models;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What a person has set for one provider; empty where nothing is set. */
record StoredProvider(
        Optional<Secret> key,
        Optional<URI> baseUrl,
        Optional<Integer> maxConcurrent,
        Optional<Duration> firstByte,
        Optional<Duration> betweenTokens) {
    static final StoredProvider NOTHING = new StoredProvider(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final int MAX_CONCURRENT = 100_000;
    private static final Duration MAX_LIMIT = Duration.ofHours(24);

    StoredProvider {
        baseUrl = baseUrl.map(Addresses::checkedBase);
        if (maxConcurrent.isPresent() && (maxConcurrent.get() < 1 || maxConcurrent.get() > MAX_CONCURRENT)) {
            throw new IllegalArgumentException(
                    "maxConcurrent is from 1 to " + MAX_CONCURRENT + ", not " + maxConcurrent.get());
        }
        checkLimit("The time to the first byte", firstByte);
        checkLimit("The time between tokens", betweenTokens);
    }

    private static void checkLimit(String what, Optional<Duration> limit) {
        if (limit.isEmpty()) return;
        Duration value = limit.get();
        if (!value.isPositive() || value.compareTo(MAX_LIMIT) > 0) {
            throw new IllegalArgumentException(what + " is more than 0 and at most 24 hours, not " + value);
        }
    }
}
