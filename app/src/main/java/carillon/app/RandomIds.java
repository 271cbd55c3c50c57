package carillon.app;

import carillon.core.id.Ids;
import java.math.BigInteger;
import java.security.SecureRandom;

/** Ids that nobody can guess: 128 random bits, written with {@code [0-9a-z]}. Safe for many threads. */
final class RandomIds implements Ids {
    private static final int BITS = 128;
    private static final int BASE = 36;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        return new BigInteger(BITS, random).toString(BASE);
    }
}
