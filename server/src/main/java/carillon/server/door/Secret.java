package carillon.server.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Something only the right visitor knows. Kept as a hash; comparing takes the same time whatever is offered. */
final class Secret {
    private final byte[] hash;

    private Secret(byte[] hash) {
        this.hash = hash;
    }

    static Secret of(String text) {
        return new Secret(sha256(text));
    }

    boolean matches(String offered) {
        return MessageDigest.isEqual(hash, sha256(offered));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
