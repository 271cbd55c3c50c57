package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.server.Wire.Reply;
import carillon.server.door.Access;
import carillon.server.door.Door;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoorTest {
    private static final List<Map<String, String>> STRANGERS = List.of(
            Map.of(),
            Map.of("Authorization", "Bearer 0123456789abcdef0123456789abcdeX"),
            Map.of("Authorization", "Bearer "),
            Map.of("Authorization", Rig.TOKEN),
            Map.of("Authorization", "Basic " + Rig.TOKEN));

    private final Rig rig = new Rig();

    @BeforeAll
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    private static String address(Route route) {
        return route.path().replaceAll("\\{[^}]+}", "nothing");
    }

    @Test
    void noRouteAnswersAStranger() throws IOException {
        for (Route route : rig.server.routes().table()) {
            for (Map<String, String> stranger : STRANGERS) {
                Reply reply = Wire.ask(rig.port(), route.method(), address(route), stranger, "");
                boolean login = route.access() == Access.CODE;
                assertThat(reply.status())
                        .as("%s %s to %s", route.method(), route.path(), stranger)
                        .isEqualTo(login ? 400 : 401);
                assertThat(reply.code()).isEqualTo(login ? "bad-request" : "unauthorized");
            }
            Map<String, String> wrongCookie = Map.of("Cookie", "carillon-" + rig.port() + "=" + Rig.TOKEN);
            Reply reply = Wire.ask(rig.port(), route.method(), address(route), wrongCookie, "");
            assertThat(reply.status()).isEqualTo(route.access() == Access.CODE ? 400 : 401);
        }
    }

    @Test
    void everyRouteAnswersTheToken() throws IOException {
        for (Route route : rig.server.routes().table()) {
            Reply reply = rig.ask(route.method(), address(route), "");

            assertThat(reply.status()).as("%s %s", route.method(), route.path()).isNotIn(401, 403, 405, 500);
        }
    }

    @Test
    void whatIsNoRouteNeedsTheTokenAllTheSame() throws IOException {
        for (String path : List.of("/api", "/api/", "/api/nothing", "/api/chats/x/y/z", "/openapi.json/")) {
            int expected = path.equals("/openapi.json/") ? 503 : 401;
            if (expected == 401) {
                assertThat(Wire.ask(rig.port(), "GET", path, Map.of(), "").status())
                        .as(path)
                        .isEqualTo(401);
                assertThat(rig.get(path).code()).as(path).isEqualTo("not-found");
            }
        }
        assertThat(rig.ask("PUT", "/api/health", "").code()).isEqualTo("method-not-allowed");
        assertThat(rig.ask("PUT", "/api/health", "").headers()).containsEntry("allow", "GET");
        assertThat(Wire.ask(rig.port(), "PUT", "/api/health", Map.of(), "").status())
                .isEqualTo(401);
    }

    @Test
    void aDisguisedPathDoesNotReachARoute() throws IOException {
        for (String path :
                List.of("/%61pi/health", "//api/health", "/API/health", "/x/../api/health", "/api;x/health")) {
            assertThat(Wire.ask(rig.port(), "GET", path, Map.of(), "").body())
                    .as(path)
                    .doesNotContain("\"version\"");
        }
        assertThat(Wire.ask(rig.port(), "GET", "http://127.0.0.1:" + rig.port() + "/api/health", Map.of(), "")
                        .status())
                .isIn(400, 401);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT,true",
        "localhost:PORT,true",
        "[::1]:PORT,true",
        "127.0.0.1,false",
        "127.0.0.1:1,false",
        "127.0.0.2:PORT,false",
        "0.0.0.0:PORT,false",
        "evil.example:PORT,false",
        "localhost.evil.example:PORT,false",
        "127.0.0.1.nip.io:PORT,false",
        "[::]:PORT,false",
        "user@127.0.0.1:PORT,false",
    })
    void onlyThisMachinesNamesWithThisPortAreServed(String host, boolean good) throws IOException {
        var headers = new HashMap<>(Rig.GOOD);
        headers.put("Host", host.replace("PORT", Integer.toString(rig.port())));

        assertThat(status("/api/health", headers)).isIn(good ? List.of(200) : List.of(403, 400));
        assertThat(status("/", headers)).isIn(good ? List.of(200) : List.of(403, 400));
        headers.putAll(Window.HANDSHAKE);
        assertThat(status("/api/live", headers)).isIn(good ? List.of(101) : List.of(403, 400));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT,true",
        "http://localhost:PORT,false",
        "https://127.0.0.1:PORT,false",
        "http://127.0.0.1,false",
        "http://127.0.0.1:1,false",
        "http://evil.example,false",
        "http://127.0.0.1:PORT.evil.example,false",
        "null,false",
        "file://,false",
    })
    void onlyTheServersOwnOriginMayAsk(String origin, boolean good) throws IOException {
        var headers = new HashMap<>(Rig.GOOD);
        headers.put("Origin", origin.replace("PORT", Integer.toString(rig.port())));

        assertThat(status("/api/health", headers)).isEqualTo(good ? 200 : 403);
        assertThat(status("/", headers)).isEqualTo(good ? 200 : 403);
        headers.putAll(Window.HANDSHAKE);
        assertThat(status("/api/live", headers)).isEqualTo(good ? 101 : 403);
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin,cors,empty,true,true",
        "none,navigate,document,true,true",
        "same-site,cors,empty,false,false",
        "cross-site,cors,empty,false,false",
        "cross-site,no-cors,script,false,false",
        "cross-site,navigate,document,false,true",
        "same-site,navigate,document,false,true",
        "cross-site,navigate,iframe,false,false",
        "nonsense,cors,empty,false,false",
    })
    void otherSitesReachNothingButTheFirstPage(String site, String mode, String dest, boolean api, boolean page)
            throws IOException {
        var headers = new HashMap<>(Rig.GOOD);
        headers.put("Sec-Fetch-Site", site);
        headers.put("Sec-Fetch-Mode", mode);
        headers.put("Sec-Fetch-Dest", dest);

        assertThat(status("/api/health", headers)).isEqualTo(api ? 200 : 403);
        assertThat(status("/", headers)).isEqualTo(page ? 200 : 403);
        headers.putAll(Window.HANDSHAKE);
        assertThat(status("/api/live", headers)).isEqualTo(api ? 101 : 403);
    }

    @Test
    void aWebSocketNeedsTheToken() throws IOException {
        assertThat(status("/api/live", Window.HANDSHAKE)).isEqualTo(401);
        var wrong = new HashMap<>(Window.HANDSHAKE);
        wrong.put("Authorization", "Bearer wrong");
        assertThat(status("/api/live", wrong)).isEqualTo(401);
        assertThat(status("/api/live", Rig.GOOD)).isEqualTo(426);
        var elsewhere = new HashMap<>(Window.HANDSHAKE);
        elsewhere.putAll(Rig.GOOD);
        assertThat(status("/api/health", elsewhere)).isEqualTo(200);
    }

    @Test
    void aStartCodeOpensOneWindowOnce() throws IOException {
        String code = rig.server.newStartCode();

        Reply first = login(code);
        Reply second = login(code);

        assertThat(first.status()).isEqualTo(204);
        String cookie = first.headers().getOrDefault("set-cookie", "");
        assertThat(cookie)
                .startsWith("carillon-" + rig.port() + "=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(Rig.TOKEN);
        assertThat(second.status()).isEqualTo(401);
        Map<String, String> window = Map.of("Cookie", "other=1; " + cookie.split(";", -1)[0]);
        assertThat(status("/api/health", window)).isEqualTo(200);
        assertThat(Wire.ask(rig.port(), "POST", "/api/start-code", window, "").status())
                .isEqualTo(401);
    }

    @Test
    void aStartCodeIsGoodForTwoMinutes() throws IOException {
        String code = rig.server.newStartCode();
        String other = rig.post("/api/start-code", "").json().path("code").asString();
        assertThat(other.length()).isGreaterThan(21).isEqualTo(code.length());

        rig.now.updateAndGet(now -> now.plus(Duration.ofSeconds(119)));
        assertThat(login(other).status()).isEqualTo(204);
        rig.now.updateAndGet(now -> now.plus(Duration.ofSeconds(1)));

        assertThat(login(code).status()).isEqualTo(401);
    }

    @Test
    void onlySoManyStartCodesAreOutstanding() throws IOException {
        String first = rig.server.newStartCode();
        for (int i = 0; i < 16; i++) rig.server.newStartCode();

        assertThat(login(first).status()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowAndTheTokenNeverIs() throws IOException {
        rig.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        rig.pauses.clear();

        for (int i = 0; i < 3; i++) status("/api/health", Map.of());
        status("/api/health", Rig.GOOD);
        login("wrong");

        assertThat(rig.pauses).hasSize(4).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aWindowStaysLoggedInOverARestart() {
        assertThat(new Door(7420, Rig.TOKEN).cookie()).isEqualTo(new Door(7420, Rig.TOKEN).cookie());
        assertThat(new Door(7421, Rig.TOKEN).cookie().split("=", -1)[1])
                .isNotEqualTo(new Door(7420, Rig.TOKEN).cookie().split("=", -1)[1]);
        assertThat(new Door(7420, Rig.TOKEN + "x").cookie()).isNotEqualTo(new Door(7420, Rig.TOKEN).cookie());
    }

    @Test
    void everyAnswerTellsTheBrowserToKeepItToItself() throws IOException {
        var refused = new HashMap<>(Rig.GOOD);
        refused.put("Origin", "http://evil.example");
        List<Reply> replies = List.of(
                rig.get("/api/health"),
                rig.get("/api/nothing"),
                Wire.ask(rig.port(), "GET", "/api/health", Map.of(), ""),
                Wire.ask(rig.port(), "GET", "/api/health", refused, ""),
                Wire.ask(rig.port(), "GET", "/", Map.of(), ""),
                Wire.ask(rig.port(), "GET", "/assets/index-DEADBEEF.js", Map.of(), ""),
                rig.ask("OPTIONS", "/api/worlds", ""),
                Wire.ask(rig.port(), "GET", "/", Map.of("Host", "x y z"), ""),
                Wire.ask(rig.port(), "GET", "/bad path", Map.of(), ""));

        for (Reply reply : replies) {
            assertThat(reply.headers())
                    .as("%s", reply)
                    .containsEntry("cross-origin-resource-policy", "same-origin")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsKey("cache-control");
            assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void theWindowsFilesArePublicAndStrict() throws IOException {
        for (String path : List.of("/", "/start", "/w/x/c/y", "/index.html")) {
            Reply page = Wire.ask(rig.port(), "GET", path, Map.of(), "");
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body()).contains("<title>Carillon</title>");
            assertThat(page.headers())
                    .containsEntry("cache-control", "no-cache")
                    .containsEntry(
                            "content-security-policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                                    + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                                    + "frame-src 'self'; frame-ancestors 'none'");
        }
        Reply preview = Wire.ask(rig.port(), "GET", "/preview.html", Map.of(), "");
        assertThat(preview.headers())
                .containsEntry(
                        "content-security-policy",
                        "default-src 'none'; script-src 'sha256-16cYda1Padtx0lq7jE7iVwGcv5RoBoUR6ETFPCsmyOA='; "
                                + "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
                                + "frame-ancestors 'self'; sandbox allow-scripts");
        Reply script = Wire.ask(rig.port(), "GET", "/assets/index-DEADBEEF.js", Map.of(), "");
        assertThat(script.headers())
                .containsEntry("content-type", "text/javascript; charset=utf-8")
                .containsEntry("cache-control", "public, max-age=31536000, immutable");
        for (String path :
                List.of("/nothing.js", "/../carillon/server/openapi.json", "/.hidden", "/a//b.js", "/%2e%2e/x.js")) {
            assertThat(status(path, Map.of())).as(path).isIn(404, 400);
        }
        assertThat(Wire.ask(rig.port(), "POST", "/", Map.of(), "").status()).isEqualTo(405);
        assertThat(status("/", Map.of("Host", "127.0.0.1:" + rig.port()))).isEqualTo(200);
    }

    private Reply login(String code) throws IOException {
        return Wire.ask(rig.port(), "POST", "/api/login", Map.of(), "{\"code\":\"" + code + "\"}");
    }

    private int status(String path, Map<String, String> headers) throws IOException {
        try (var wire = new Wire(rig.port())) {
            wire.request("GET", path, headers, new byte[0]);
            return wire.head().status();
        }
    }
}
