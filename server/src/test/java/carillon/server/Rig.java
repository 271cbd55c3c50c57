package carillon.server;

import carillon.core.id.Ids;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.spi.HandHealth;
import carillon.engine.spi.MemoryStore;
import carillon.server.Wire.Reply;
import carillon.server.live.LiveLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** A real server over a real engine, with a store in memory and models that wait for the test. */
final class Rig implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final Map<String, String> GOOD = Map.of("Authorization", "Bearer " + TOKEN);

    final GatedModels models = new GatedModels();
    final GatedTools tools = new GatedTools();
    final FakeCopies copies = new FakeCopies();
    final FakeToolServers toolServers = new FakeToolServers();
    final FakeProviders providers = new FakeProviders();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final HandHealth health = new HandHealth();
    final ChatEngine engine;
    final CarillonServer server;
    private final AtomicLong ids = new AtomicLong();

    Rig() {
        this(LiveLimits.DEFAULT);
    }

    Rig(LiveLimits limits) {
        this(
                limits,
                new EngineSettings(
                        Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(2)),
                "web-for-tests");
    }

    Rig(LiveLimits limits, EngineSettings settings, String window) {
        var store = new MemoryStore();
        Ids counted = () -> "id" + ids.incrementAndGet();
        engine = new ChatEngine(
                store.log(),
                store.index(),
                store.worlds(),
                models,
                tools,
                Path.of("/workspaces"),
                counted,
                now::get,
                settings);
        server = CarillonServer.start(
                new ServerSettings(0, TOKEN, "1.2.3", now::get, limits, pauses::add),
                engine,
                health,
                providers,
                toolServers,
                copies,
                window);
    }

    int port() {
        return server.port();
    }

    Reply get(String path) throws IOException {
        return Wire.ask(port(), "GET", path, GOOD, "");
    }

    Reply post(String path, String body) throws IOException {
        return Wire.ask(port(), "POST", path, GOOD, body);
    }

    Reply ask(String method, String path, String body) throws IOException {
        return Wire.ask(port(), method, path, GOOD, body);
    }

    /** A world {@code w} with one agent {@code a1}. */
    Rig withWorld() throws IOException {
        post("/api/worlds", "{\"name\":\"w\"}");
        post("/api/worlds/w/agents", "{\"id\":\"a1\",\"name\":\"a1\",\"provider\":\"demo\",\"model\":\"scripted\"}");
        return this;
    }

    /** A new chat of world {@code w}, with a title so that none is made. */
    String chat() throws IOException {
        return post("/api/worlds/w/chats", "{\"title\":\"T\"}")
                .json()
                .path("id")
                .asString();
    }

    JsonNode send(String chat, String text) throws IOException {
        return post("/api/chats/" + chat + "/messages", Wire.JSON.writeValueAsString(Map.of("text", text)))
                .json();
    }

    /** One whole turn, and the events of it up to its end. */
    void turn(String chat, String... said) throws IOException {
        long before = get("/api/chats/" + chat).json().path("seq").asLong();
        try (var events = new SseReader(this, chat, "?after=" + before)) {
            send(chat, "go");
            for (String each : said) models.say(chat, each);
            models.end(chat);
            events.until("turn-ended");
        }
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
