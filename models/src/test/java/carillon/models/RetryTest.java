package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.chat.CallResult.TooLong;
import carillon.core.world.ModelChoice;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RetryTest {
    private static final ScriptedServer.Script ANSWERS =
            visitor -> visitor.streamHead().chunk(SseText.recorded()).end();

    private final Heard heard = new Heard();
    private Trials trials;

    @BeforeEach
    void open(@TempDir Path folder) {
        trials = new Trials(folder, Map.of());
    }

    @AfterEach
    void close() {
        trials.close();
    }

    @Test
    void onlyTooManyRequestsAreToldAndEachTimeTheyComeBack() throws Exception {
        try (var server =
                ScriptedServer.inTurn(v -> v.json(429, ""), v -> v.json(503, ""), v -> v.json(429, ""), ANSWERS)) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);

            assertThat(heard.tooManies()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 529})
    void aBusyProviderIsAskedAgain(int status) throws Exception {
        try (var server = ScriptedServer.inTurn(v -> v.json(status, "{\"error\":{\"message\":\"later\"}}"), ANSWERS)) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);

            assertThat(server.requests()).hasSize(2);
            assertThat(heard.asked()).isEqualTo(2);
            assertThat(heard.waits).singleElement().asString().contains("later", "Asking again in 0.5 s (try 2 of 5)");
            assertThat(trials.pauses).containsExactly(Duration.ofMillis(500));
        }
    }

    @Test
    void aProviderThatStaysBusyIsAskedFiveTimesWithLongerAndLongerWaits() throws Exception {
        try (var server = new ScriptedServer(v -> v.json(503, ""))) {
            assertThat(reason(server.base())).contains("has trouble (503)", "asked 5 times");

            assertThat(server.requests()).hasSize(5);
            assertThat(trials.pauses)
                    .containsExactly(
                            Duration.ofMillis(500),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7700",
                "0|0",
                "Wed, 04 Mar 2026 05:06:27 GMT|22000",
                "Wed, 04 Mar 2026 05:00:00 GMT|0",
                "60|62500"
            })
    void retryAfterIsHonouredInBothFormsAndALittleSpread(String header, int millis) throws Exception {
        try (var server = ScriptedServer.inTurn(v -> v.json(429, "", "Retry-After: " + header), ANSWERS)) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);
            assertThat(trials.pauses).containsExactly(Duration.ofMillis(millis));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "3600", "Wed, 04 Mar 2026 06:06:07 GMT"})
    void tooLongAWaitIsAFailureThatSaysWhenToTryAgain(String header) throws Exception {
        try (var server = new ScriptedServer(v -> v.json(429, "", "Retry-After: " + header))) {
            assertThat(reason(server.base())).contains(header.equals("61") ? "for 61 s" : "for 60 min");
            assertThat(server.requests()).hasSize(1);
            assertThat(trials.pauses).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,refused the request (400). It says: no such thing",
        "401,wants a key. Enter one",
        "402,wants to be paid",
        "403,does not allow this",
        "404,There is no model 'some-model' at http://127.0.0.1",
        "418,refused the request (418)",
        "422,refused the request (422)"
    })
    void aRefusalIsNotTriedAgainAndSaysWhy(int status, String reason) throws Exception {
        try (var server = new ScriptedServer(v -> v.json(status, "{\"error\":{\"message\":\"no such thing\"}}"))) {
            assertThat(reason(server.base())).contains(reason);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "413;{\"error\":{\"message\":\"Payload too large\"}}",
                "400;{\"error\":{\"message\":\"Too much.\",\"code\":\"context_length_exceeded\"}}",
                "400;{\"error\":{\"message\":\"This model's maximum context length is 128000 tokens.\"}}",
                "400;{\"error\":{\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}",
                "400;{\"error\":{\"message\":\"the request exceeds the available context size\"}}"
            })
    void whatIsTooLongForAModelIsSaidToBe(int status, String body) throws Exception {
        try (var server = new ScriptedServer(v -> v.json(status, body))) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(TooLong.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aUsedUpQuotaIsNotTriedAgain() throws Exception {
        try (var server = new ScriptedServer(v ->
                v.json(429, "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"insufficient_quota\"}}"))) {
            assertThat(reason(server.base())).contains("quota is used up", "You exceeded your quota");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aRefusedKeyIsNamedWithoutShowingIt() throws Exception {
        try (var server = new ScriptedServer(
                        v -> v.json(401, "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret-1234\"}}"));
                var withKey = new Trials(
                        Path.of("unused"),
                        Map.of(
                                "OPENAI_API_KEY",
                                "sk-secret-1234",
                                "OPENAI_BASE_URL",
                                server.base().toString()))) {
            var request = Trials.request(new ModelChoice(Trials.OPENAI, "gpt", Optional.empty()), "hi");

            assertThat(withKey.call(request, heard).result())
                    .isEqualTo(new Failed(
                            "OpenAI refused the key. Enter another one in Settings → Providers.",
                            carillon.core.chat.Usage.NONE));
        }
    }

    @Test
    void theProvidersWordsAreOneBoundedLineWithoutTheKey() throws Exception {
        try (var server = new ScriptedServer(v -> v.json(
                        400,
                        "{\"error\":{\"message\":\"bad\\nthing \\u001b[31m about my-own-key-77 and sk-other99 "
                                + "x".repeat(5_000) + "\"}}"));
                var withKey = new Trials(Path.of("unused"), Map.of("OPENAI_COMPATIBLE_API_KEY", "my-own-key-77"))) {
            var failed = (Failed)
                    withKey.call(Trials.request(server.base(), "hi"), heard).result();

            assertThat(failed.reason())
                    .contains("bad thing", "(key)")
                    .doesNotContain("my-own-key-77", "sk-other99", "\n", "\u001b")
                    .hasSizeLessThan(500);
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgain() throws Exception {
        URI nobody;
        try (ServerSocket closed = ScriptedServer.plainSocket()) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/v1");
        }

        assertThat(reason(nobody)).contains("cannot be reached", "asked 5 times");
        assertThat(trials.pauses).hasSize(4);
    }

    @Test
    void aConnectionThatIsCutBeforeTheFirstCharacterIsTriedAgain() throws Exception {
        try (var server = ScriptedServer.inTurn(
                v -> {},
                v -> v.raw("HTTP/1.1 2"),
                v -> v.streamHead(),
                v -> v.streamHead().chunk(SseText.delta("{\"role\":\"assistant\",\"content\":\"\"}")),
                ANSWERS)) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);
            assertThat(server.requests()).hasSize(5);
            assertThat(heard.text()).isEqualTo(SseText.RECORDED_TEXT);
        }
    }

    @Test
    void nothingIsTriedAgainAfterTheFirstVisibleCharacter() throws Exception {
        for (String seen : new String[] {SseText.text("seen"), SseText.delta("{\"reasoning_content\":\"seen\"}")}) {
            try (var server = ScriptedServer.inTurn(v -> v.streamHead().chunk(seen), ANSWERS)) {
                assertThat(reason(server.base())).contains("cut off");
                assertThat(server.requests()).hasSize(1);
            }
        }
        assertThat(trials.pauses).isEmpty();
    }

    @Test
    void aRedirectIsAFailureAndNothingIsSentElsewhere() throws Exception {
        try (var elsewhere = new ScriptedServer(ANSWERS);
                var server = new ScriptedServer(
                        v -> v.answer(307, "text/plain", "", "Location: " + elsewhere.base() + "/chat/completions"))) {
            assertThat(reason(server.base())).contains("redirect");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aWrongContentTypeIsAFailure() throws Exception {
        try (var server = new ScriptedServer(v -> v.answer(200, "text/html", "<html>Sign in</html>"))) {
            assertThat(reason(server.base())).contains("text/html instead of an event stream");
        }
    }

    @Test
    void aCompressedAnswerIsAFailure() throws Exception {
        try (var server =
                new ScriptedServer(v -> v.answer(200, "text/event-stream", "\u001f\u008b", "Content-Encoding: gzip"))) {
            assertThat(reason(server.base())).contains("compressed (gzip)");
        }
    }

    @Test
    void whatIsNotHttpIsAFailure() throws Exception {
        for (String rubbish : new String[] {
            "220 mail.example ESMTP\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "x".repeat(100_000)
        }) {
            try (var server = new ScriptedServer(v -> v.raw(rubbish))) {
                assertThat(reason(server.base())).as(rubbish).contains("sent").contains("base URL");
            } catch (AssertionError e) {
                assertThat(e.getMessage()).contains("did not answer as a web server does");
            }
        }
    }

    @Test
    void anUnknownHostIsAFailure() throws Exception {
        assertThat(reason(URI.create("http://no-such-host.invalid/v1"))).contains("no host 'no-such-host.invalid'");
        assertThat(trials.pauses).isEmpty();
    }

    @Test
    void earlyHintsAndOtherFramingsAreUnderstood() throws Exception {
        String body = new String(SseText.recorded(), java.nio.charset.StandardCharsets.UTF_8);
        try (var server = ScriptedServer.inTurn(
                v -> v.raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n").answer(200, "text/event-stream", body),
                v -> v.raw("HTTP/1.0 200 OK\r\ncontent-type: text/event-stream\r\n\r\n" + body),
                v -> v.raw("HTTP/1.1 200\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: Chunked\r\n\r\n")
                        .raw("3;ext=1\r\n: x\r\n2\r\n\n\n\r\n")
                        .chunk(body)
                        .end())) {
            for (int i = 0; i < 3; i++) {
                var each = new Heard();
                assertThat(trials.ask(server.base(), each)).isInstanceOf(Answered.class);
                assertThat(each.text()).isEqualTo(SseText.RECORDED_TEXT);
            }
        }
    }

    private String reason(URI base) throws Exception {
        return ((Failed) trials.ask(base, heard)).reason();
    }
}
