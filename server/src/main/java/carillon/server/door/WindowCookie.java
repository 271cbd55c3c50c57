package carillon.server.door;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a window shows instead of the token. It follows from the token and the port, so a window survives a restart, and
 * the token does not follow from it.
 */
final class WindowCookie {
    private static final String ALGORITHM = "HmacSHA256";

    private final String name;
    private final String value;
    private final Secret secret;

    WindowCookie(String token, int port) {
        name = "carillon-" + port;
        value = derived(token, port);
        secret = Secret.of(value);
    }

    /** The value of a {@code Set-Cookie} header; good for a year. */
    String header() {
        return name + "=" + value + "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict";
    }

    boolean isIn(Headers headers) {
        if (!headers.contains(HeaderNames.COOKIE)) return false;
        for (String line : headers.values(HeaderNames.COOKIE)) {
            for (String each : line.split(";")) {
                String cookie = each.strip();
                if (cookie.startsWith(name + "=") && secret.matches(cookie.substring(name.length() + 1))) return true;
            }
        }
        return false;
    }

    private static String derived(String token, int port) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] hash = mac.doFinal(("cookie v1 " + port).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
