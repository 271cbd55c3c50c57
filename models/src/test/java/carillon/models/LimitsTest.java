package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fall silent, and people who do not want to wait: either way the connection is closed. */
@Timeout(60)
class LimitsTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    private final Heard heard = new Heard();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @TempDir
    Path folder;

    @Test
    void silenceBeforeTheHeadersEnds() throws Exception {
        endsInTime(SHORT, Trials.LONG, v -> {});
    }

    @Test
    void silenceWithinTheHeadersEnds() throws Exception {
        endsInTime(SHORT, Trials.LONG, v -> v.raw("HTTP/1.1 200 OK\r\nContent-Ty"));
    }

    @Test
    void silenceBeforeTheFirstTokenEnds() throws Exception {
        endsInTime(
                SHORT,
                Trials.LONG,
                v -> v.streamHead().chunk(SseText.delta("{\"role\":\"assistant\",\"content\":\"\"}")));
    }

    @Test
    void silenceBetweenTokensEnds() throws Exception {
        endsInTime(Trials.LONG, SHORT, v -> v.streamHead().chunk(SseText.text("seen")));
        assertThat(heard.text()).isEqualTo("seen");
    }

    @Test
    void commentsAndEmptyDeltasAreNoSignOfLife() throws Exception {
        String noise = ": still here\n\n" + SseText.delta("{\"content\":\"\"}");
        try (var trials = new Trials(folder, Map.of()).limits(Trials.COMPATIBLE, Trials.LONG, Duration.ofSeconds(1));
                var server = new ScriptedServer(v -> {
                    v.streamHead().chunk(SseText.text("seen"));
                    while (true) v.chunk(noise);
                })) {
            assertThat(trials.ask(server.base(), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("sent nothing for 1 s"));
        }
    }

    @Test
    void silenceAfterTheFinishReasonIsAWholeAnswer() throws Exception {
        try (var trials = new Trials(folder, Map.of()).limits(Trials.COMPATIBLE, Trials.LONG, SHORT);
                var server = new ScriptedServer(
                        hanging(v -> v.streamHead().chunk(SseText.text("all") + SseText.finish("stop"))))) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);
            closed.await();
        }
    }

    @Test
    void aServerThatStaysAfterItsEndMarkIsNotWaitedFor() throws Exception {
        try (var trials = new Trials(folder, Map.of());
                var server = new ScriptedServer(hanging(v -> v.streamHead().chunk(SseText.recorded())))) {
            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);
            closed.await();
        }
    }

    @Test
    void aServerThatDoesNotReadTheRequestEnds() throws Exception {
        var release = new CountDownLatch(1);
        try (var trials = new Trials(folder, Map.of()).limits(Trials.COMPATIBLE, SHORT, SHORT);
                var socket = ScriptedServer.plainSocket()) {
            Thread.startVirtualThread(() -> {
                try (var _ = socket.accept()) {
                    release.await();
                } catch (IOException | InterruptedException _) {
                    // over
                }
            });
            var base = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");

            var result = trials.call(Trials.request(base, "x".repeat(20_000_000)), heard)
                    .result();

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("sent nothing for"));
            release.countDown();
        }
    }

    @Test
    void aNameThatCannotBeLookedUpInTimeEndsAndHoldsNobodyUp() throws Exception {
        var release = new CountDownLatch(1);
        var real = Trials.surroundings(_ -> {});
        var stuck = new Surroundings(
                real.pause(),
                real.random(),
                real.clock(),
                host -> {
                    if (!host.equals("stuck.example")) return InetAddress.getAllByName(host);
                    try {
                        release.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                },
                real.tls(),
                real.loopbackPatience());
        try (var trials = new Trials(folder, Map.of(), stuck);
                var server = new ScriptedServer(
                        v -> v.streamHead().chunk(SseText.recorded()).end())) {
            var waiting = new ArrayList<Trials.Call>();
            for (int i = 0; i < 50; i++) {
                waiting.add(trials.call(Trials.request(URI.create("http://stuck.example/v1"), "hi"), new Heard()));
            }

            assertThat(trials.ask(server.base(), heard)).isInstanceOf(Answered.class);

            for (var call : waiting) call.interrupt();
            for (var call : waiting) assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
            release.countDown();
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneDoesNotAnswer() throws Exception {
        var real = Trials.surroundings(_ -> {});
        var twoAddresses = new Surroundings(
                real.pause(),
                real.random(),
                real.clock(),
                _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")},
                real.tls(),
                real.loopbackPatience());
        try (var trials = new Trials(folder, Map.of(), twoAddresses);
                var server = new ScriptedServer(
                        v -> v.streamHead().chunk(SseText.recorded()).end())) {
            var base = URI.create("http://two.example:" + server.port() + "/v1");

            assertThat(trials.ask(base, heard)).isInstanceOf(Answered.class);
            assertThat(heard.asked()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptBeforeTheHeadersClosesTheConnection() throws Exception {
        interrupted(v -> {}, heard.firstAsked);
    }

    @Test
    void anInterruptWithinTheHeadersClosesTheConnection() throws Exception {
        interrupted(v -> v.raw("HTTP/1.1 200 OK\r\nContent-Ty"), heard.firstAsked);
    }

    @Test
    void anInterruptBeforeTheFirstTokenClosesTheConnection() throws Exception {
        interrupted(v -> v.streamHead(), heard.firstAsked);
    }

    @Test
    void anInterruptBetweenTokensClosesTheConnection() throws Exception {
        interrupted(v -> v.streamHead().chunk(SseText.text("seen")), heard.firstText);
        assertThat(heard.text()).isEqualTo("seen");
    }

    @Test
    void anInterruptWithinAnErrorClosesTheConnection() throws Exception {
        interrupted(
                v -> v.raw("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"),
                heard.firstAsked);
    }

    @Test
    void anInterruptWhileDataNeverEndsClosesTheConnection() throws Exception {
        try (var trials = new Trials(folder, Map.of());
                var server = new ScriptedServer(v -> {
                    try {
                        v.streamHead().chunk(SseText.text("seen"));
                        while (true) v.chunk(": noise\n".repeat(1_000));
                    } finally {
                        closed.countDown();
                    }
                })) {
            var call = trials.call(Trials.request(server.base(), "hi"), heard);
            heard.firstText.await();

            call.interrupt();

            assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
            closed.await();
        }
    }

    @Test
    void anInterruptDuringBackOffEndsTheWait() throws Exception {
        Pause untilInterrupted = _ -> new CountDownLatch(1).await();
        try (var trials = new Trials(folder, Map.of(), Trials.surroundings(untilInterrupted));
                var server = new ScriptedServer(v -> v.json(503, ""))) {
            var call = trials.call(Trials.request(server.base(), "hi"), heard);
            heard.firstWait.await();

            call.interrupt();

            assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private void endsInTime(Duration firstByte, Duration betweenTokens, ScriptedServer.Script script) throws Exception {
        try (var trials = new Trials(folder, Map.of()).limits(Trials.COMPATIBLE, firstByte, betweenTokens);
                var server = new ScriptedServer(hanging(script))) {
            assertThat(trials.ask(server.base(), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("sent nothing for 0.1 s"));
            closed.await();
            assertThat(server.requests()).hasSize(1);
        }
    }

    private void interrupted(ScriptedServer.Script script, CountDownLatch reached) throws Exception {
        try (var trials = new Trials(folder, Map.of());
                var server = new ScriptedServer(hanging(script))) {
            var call = trials.call(Trials.request(server.base(), "hi"), heard);
            hanging.await();
            reached.await();

            call.interrupt();

            assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
            closed.await();
        }
    }

    private ScriptedServer.Script hanging(ScriptedServer.Script first) {
        return visitor -> {
            first.play(visitor);
            hanging.countDown();
            visitor.awaitClose();
            closed.countDown();
        };
    }
}
