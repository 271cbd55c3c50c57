package carillon.server.door;

import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may come in, before anything else looks at a request. A page of another site can reach a local port through
 * the browser, under any name that resolves to this machine, so the name, the origin and the way here all count.
 */
public final class Door {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");
    private static final HeaderName FETCH_DEST = HeaderNames.create("Sec-Fetch-Dest");
    private static final String BEARER = "bearer ";
    private static final int HTTP_PORT = 80;

    private final Set<String> hosts;
    private final Secret token;
    private final WindowCookie cookie;

    public Door(int port, String token) {
        String suffix = port == HTTP_PORT ? "" : ":" + port;
        hosts = Set.of("127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix);
        this.token = Secret.of(token);
        cookie = new WindowCookie(token, port);
    }

    /** Why this visitor may not come in; empty when it may. */
    public Optional<Problem> refusal(String method, Access access, Headers headers) {
        List<String> host = values(headers, HeaderNames.HOST);
        if (host.size() != 1 || !hosts.contains(host.getFirst())) {
            return forbidden("Ask for 127.0.0.1, localhost or [::1] with the port of this server");
        }
        List<String> origin = values(headers, HeaderNames.ORIGIN);
        if (!origin.isEmpty() && !origin.equals(List.of("http://" + host.getFirst()))) {
            return forbidden("The request comes from another origin");
        }
        if (!isFromHere(headers) && !(access == Access.STATIC && isNavigation(method, headers))) {
            return forbidden("The request was made by another site");
        }
        return switch (access) {
            case STATIC, CODE -> Optional.empty();
            case TOKEN -> hasToken(headers) || cookie.isIn(headers) ? Optional.empty() : unauthorized();
            case TOKEN_ONLY -> hasToken(headers) ? Optional.empty() : unauthorized();
        };
    }

    /** What a window gets for a good start code: a {@code Set-Cookie} header's value. */
    public String cookie() {
        return cookie.header();
    }

    private static boolean isFromHere(Headers headers) {
        return values(headers, FETCH_SITE).stream().allMatch(site -> site.equals("same-origin") || site.equals("none"));
    }

    /** Someone followed a link to the window: the page that opens holds no secret and cannot be framed. */
    private static boolean isNavigation(String method, Headers headers) {
        return method.equals("GET")
                && values(headers, FETCH_MODE).equals(List.of("navigate"))
                && values(headers, FETCH_DEST).equals(List.of("document"));
    }

    private boolean hasToken(Headers headers) {
        List<String> shown = values(headers, HeaderNames.AUTHORIZATION);
        return shown.size() == 1
                && shown.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.matches(shown.getFirst().substring(BEARER.length()).strip());
    }

    private static List<String> values(Headers headers, HeaderName name) {
        return headers.all(name, List::of);
    }

    private static Optional<Problem> forbidden(String detail) {
        return Optional.of(new Problem(ProblemCode.FORBIDDEN_ORIGIN, detail));
    }

    private static Optional<Problem> unauthorized() {
        return Optional.of(new Problem(
                ProblemCode.UNAUTHORIZED,
                "Send \"Authorization: Bearer <token>\", or open the window with a new start link"));
    }
}
