package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.ChatStatus;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.StatusKind;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.ChatSummary;
import carillon.engine.EngineSettings;
import carillon.engine.SummaryFeed;
import carillon.engine.WorldNews;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.StoredMessage;
import carillon.engine.spi.Toolbox;
import carillon.models.ScriptedServer.Script;
import carillon.models.ScriptedServer.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chats whose provider misbehaves, each in its own way and all at once, beside chats in full stream: every turn ends and
 * says why, nothing is left open, and the others notice nothing.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyProvidersTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int HEALTHY = 8;

    @TempDir
    Path folder;

    private final AtomicInteger open = new AtomicInteger();
    private final Map<ChatId, ChatSummary> newest = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final List<ScriptedServer> servers = new ArrayList<>();

    private enum Patience {
        /** Nothing is sent for longer than this provider may take. */
        TRIED,
        KEPT
    }

    /** @param why what the chat says; empty when the fault is none and the answer is whole */
    private record Fault(String name, Patience patience, String why, Script script) {}

    private static Fault fault(String name, String why, Script script) {
        return new Fault(name, Patience.KEPT, why, script);
    }

    private static Fault silence(String name, String why, Script script) {
        return new Fault(name, Patience.TRIED, why, visitor -> {
            script.play(visitor);
            visitor.awaitClose();
        });
    }

    private static List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        for (int status : new int[] {400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 451}) {
            faults.add(fault("status " + status, "", v -> v.json(status, "{\"error\":{\"message\":\"no\"}}")));
        }
        for (int status : new int[] {500, 501, 502, 503, 504, 507, 520, 529}) {
            faults.add(fault("status " + status, "", v -> v.answer(status, "text/html", "<h1>Oops</h1>")));
        }
        faults.add(fault("wait an hour", "", v -> v.json(429, "{}", "Retry-After: 3600")));
        faults.add(fault("wait until later", "", v -> v.json(503, "{}", "Retry-After: Wed, 04 Mar 2026 07:00:00 GMT")));
        faults.add(silence("hangs before the headers", "sent nothing", v -> {}));
        faults.add(silence("hangs within the headers", "sent nothing", v -> v.raw("HTTP/1.1 200 OK\r\nContent-Ty")));
        faults.add(silence("hangs before a token", "sent nothing", Visitor::streamHead));
        faults.add(silence(
                "hangs between tokens", "sent nothing", v -> v.streamHead().chunk(SseText.text("x"))));
        faults.add(fault("hangs within an error", "", v -> {
            v.raw("HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        }));
        faults.add(fault("cut before the headers", "asked 5 times", v -> {}));
        faults.add(fault(
                "cut within a chunk",
                "cut off",
                v -> v.streamHead().chunk(SseText.text("x")).raw("40\r\ndata: {")));
        faults.add(fault("cut after a token", "cut off", v -> v.streamHead().chunk(SseText.text("x"))));
        faults.add(fault(
                "no end mark",
                "cut off",
                v -> v.streamHead().chunk(SseText.text("x")).end()));
        faults.add(fault(
                "half JSON",
                "not the JSON",
                v -> v.streamHead()
                        .chunk(SseText.text("x") + SseText.event("{\"choices\":[{\"del") + SseText.done())
                        .end()));
        faults.add(fault(
                "not UTF-8", "not UTF-8", v -> v.streamHead().chunk(broken()).end()));
        faults.add(fault("a line of ten megabytes", "more than 1 MB", v -> {
            v.streamHead().chunk("data: ");
            byte[] filler = "x".repeat(64 * 1_024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 160; i++) v.chunk(filler);
        }));
        faults.add(fault("a web page", "text/html", v -> v.answer(200, "text/html", "<html>Sign in</html>")));
        faults.add(fault(
                "a redirect home",
                "redirect",
                v -> v.answer(302, "text/plain", "", "Location: http://127.0.0.1:1/v1/chat/completions")));
        faults.add(fault(
                "a bomb",
                "compressed",
                v -> v.answer(200, "text/event-stream", "\u001f\u008b", "Content-Encoding: gzip")));
        faults.add(fault("no HTTP", "", v -> v.raw("220 mail.example ESMTP\r\n")));
        faults.add(fault(
                "an error in the stream",
                "melted",
                v -> v.streamHead()
                        .chunk(SseText.text("x") + SseText.event("{\"error\":{\"message\":\"The GPU melted\"}}"))
                        .end()));
        return faults;
    }

    /** What only looks like a fault. */
    private static List<Fault> oddities() {
        return List.of(
                fault("stays after the end", "", v -> {
                    v.streamHead().chunk(SseText.text("x") + SseText.finish("stop") + SseText.done());
                    v.awaitClose();
                }),
                fault(
                        "mixed line ends",
                        "",
                        v -> v.streamHead()
                                .chunk((SseText.text("x") + SseText.finish("stop")).replace("\n\n", "\r\n\n"))
                                .chunk(SseText.done().replace("\n", "\r"))
                                .end()),
                fault("one byte at a time", "", v -> {
                    v.streamHead();
                    String whole = SseText.text("\uD83D\uDD14") + SseText.finish("stop") + SseText.done();
                    for (byte each : whole.getBytes(StandardCharsets.UTF_8)) v.chunk(new byte[] {each});
                    v.end();
                }),
                fault("tiny deltas", "", v -> {
                    v.streamHead();
                    for (int i = 0; i < 100; i++) v.chunk(SseText.text("y").repeat(500));
                    v.chunk(SseText.text("x") + SseText.finish("stop") + SseText.done())
                            .end();
                }));
    }

    private static byte[] broken() {
        byte[] stream = SseText.text("X").getBytes(StandardCharsets.UTF_8);
        stream[new String(stream, StandardCharsets.UTF_8).indexOf("\"X\"") + 1] = (byte) 0xC3;
        return stream;
    }

    @Test
    void everyTurnEndsAndSaysWhyAndTheOthersNoticeNothing() throws Exception {
        var over = new CountDownLatch(1);
        var store = new MemoryStore();
        try (var trials = new Trials(folder, Map.of())
                        .limits(Trials.COMPATIBLE, Trials.LONG, Trials.LONG)
                        .limits(Trials.OLLAMA, SHORT, SHORT);
                var engine = new ChatEngine(
                        store.log(),
                        store.index(),
                        store.worlds(),
                        trials.gateway(),
                        Toolbox.NONE,
                        Path.of("workspaces"),
                        () -> "i" + ids.incrementAndGet(),
                        InstantSource.system(),
                        EngineSettings.DEFAULT)) {
            engine.summaries().listen(new Newest());
            var healthy = new LinkedHashMap<ChatId, Queue<String>>();
            for (int i = 0; i < HEALTHY; i++) {
                var sent = new ConcurrentLinkedQueue<String>();
                String canary = "healthy" + i;
                healthy.put(start(engine, Trials.COMPATIBLE, v -> stream(v, canary, sent, over)), sent);
            }
            awaitAll(
                    healthy.keySet().stream().toList(),
                    summary -> summary.status().kind() == StatusKind.WRITING);
            var faulty = new LinkedHashMap<ChatId, Fault>();
            var odd = new LinkedHashMap<ChatId, Fault>();
            for (Fault fault : faults()) faulty.put(start(engine, fault), fault);
            for (Fault each : oddities()) odd.put(start(engine, each), each);

            awaitAll(List.copyOf(faulty.keySet()), FaultyProvidersTest::isOver);
            awaitAll(List.copyOf(odd.keySet()), FaultyProvidersTest::isOver);
            var whileFaultsLasted = healthy.keySet().stream().map(this::status).toList();
            over.countDown();
            awaitAll(List.copyOf(healthy.keySet()), FaultyProvidersTest::isOver);

            assertThat(whileFaultsLasted).allMatch(status -> status.kind() == StatusKind.WRITING);
            faulty.forEach((chat, fault) -> {
                ChatStatus status = status(chat);
                assertThat(status.kind()).as(fault.name()).isEqualTo(StatusKind.FAILED);
                assertThat(status.reason().orElse(""))
                        .as(fault.name())
                        .contains(fault.why())
                        .hasSizeGreaterThan(20)
                        .doesNotContain("Exception", "java.", "carillon.", "null", "\n");
                assertThat(answer(engine, chat)).as(fault.name()).isIn("", "x");
            });
            odd.forEach((chat, each) -> {
                assertThat(status(chat).kind()).as(each.name()).isEqualTo(StatusKind.IDLE);
                assertThat(answer(engine, chat)).as(each.name()).matches("y{0,50000}(x|\uD83D\uDD14)");
            });
            healthy.forEach((chat, sent) -> {
                assertThat(status(chat).kind()).isEqualTo(StatusKind.IDLE);
                assertThat(answer(engine, chat)).isEqualTo(String.join("", sent));
            });
            while (engine.diagnostics().calls() > 0 || open.get() > 0) Thread.onSpinWait();
            assertThat(engine.diagnostics().faults()).isZero();
        } finally {
            for (ScriptedServer server : servers) server.close();
        }
    }

    private static boolean isOver(ChatSummary summary) {
        return summary.lastSeq() > 1
                && (summary.status().kind() == StatusKind.IDLE
                        || summary.status().kind() == StatusKind.FAILED
                        || summary.status().kind() == StatusKind.STOPPED);
    }

    private static void stream(Visitor visitor, String canary, Queue<String> sent, CountDownLatch over)
            throws IOException, InterruptedException {
        visitor.streamHead();
        for (int i = 0; over.getCount() > 0; i++) {
            String piece = canary + ":" + i + " ";
            sent.add(piece);
            visitor.chunk(SseText.text(piece));
            over.await(5, TimeUnit.MILLISECONDS);
        }
        visitor.chunk(SseText.finish("stop") + SseText.done()).end();
    }

    private ChatStatus status(ChatId chat) {
        return Objects.requireNonNull(newest.get(chat)).status();
    }

    private static String answer(ChatEngine engine, ChatId chat) {
        List<StoredMessage> messages = engine.transcript(chat, Long.MAX_VALUE, 10);
        assertThat(messages).hasSize(2);
        return messages.getLast().message().text();
    }

    private ChatId start(ChatEngine engine, Fault fault) {
        ProviderId provider = switch (fault.patience()) {
            case TRIED -> Trials.OLLAMA;
            case KEPT -> Trials.COMPATIBLE;
        };
        return start(engine, provider, fault.script());
    }

    /** A chat in a world of its own, whose one agent speaks to a server of its own. */
    private ChatId start(ChatEngine engine, ProviderId provider, Script script) {
        var server = new ScriptedServer(visitor -> {
            open.incrementAndGet();
            try {
                script.play(visitor);
            } finally {
                open.decrementAndGet();
            }
        });
        servers.add(server);
        var world = new WorldId("w" + ids.incrementAndGet());
        engine.worlds().create(world(world, provider, server.base()));
        ChatId chat = engine.create(world, Optional.of("T")).chat();
        engine.send(chat, Optional.empty(), Sender.HUMAN, "go", SendMode.QUEUE);
        return chat;
    }

    private static World world(WorldId id, ProviderId provider, URI base) {
        var agent = new Agent(
                new AgentId("a1"),
                "a1",
                Optional.of(new ModelChoice(provider, "m", Optional.of(base))),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
        return World.named(id, id.value(), Instant.EPOCH).withAgents(List.of(agent), Optional.empty());
    }

    private void awaitAll(List<ChatId> chats, Predicate<ChatSummary> state) throws InterruptedException {
        synchronized (newest) {
            while (!chats.stream().allMatch(chat -> newest.containsKey(chat) && state.test(newest.get(chat))))
                newest.wait();
        }
    }

    private final class Newest implements SummaryFeed.Listener {
        @Override
        public void chatChanged(ChatSummary summary) {
            synchronized (newest) {
                newest.merge(summary.chat(), summary, (a, b) -> a.version() > b.version() ? a : b);
                newest.notifyAll();
            }
        }

        @Override
        public void worldChanged(WorldNews news) {}
    }
}
