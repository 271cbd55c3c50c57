package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.app.ServingProcess.GoneException;
import carillon.app.ServingProcess.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Whoever works with the chats of a data folder over HTTP, knows what was acknowledged, and looks whether it is there. */
final class Outsider {
    private static final int CHATS = 5;
    private static final long KEPT_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Set<String> AT_REST = Set.of("approval", "idle", "stopped", "failed", "queued");

    /** Something to do until the process is gone. */
    interface Work {
        void run() throws GoneException;
    }

    /** A world that is deleted with its chats. */
    private record Doomed(String world, List<String> chats, boolean acknowledged) {}

    private final ScriptedProvider provider;
    private final Lives lives;
    private final Random random;
    private final List<KnownChat> chats = new ArrayList<>();
    private final Effects effects;
    private final ToolModes modes = new ToolModes();
    private final List<Doomed> doomed = new ArrayList<>();
    private final AtomicInteger variable = new AtomicInteger();
    private volatile int variableKept;
    private long mostLost;
    private int born;

    /** @param workspace where the tools work */
    Outsider(ScriptedProvider provider, Path workspace, Lives lives, Random random) {
        this.provider = provider;
        effects = new Effects(workspace);
        this.lives = lives;
        this.random = random;
    }

    /** How old the oldest text was that a kill took away. */
    long mostLostNanos() {
        return mostLost;
    }

    /**
     * Everything that is done at once: one chat has a long answer written, one lets a command run, in the others everything
     * happens.
     */
    List<Work> works(ServingProcess server) {
        var works = new ArrayList<Work>();
        for (KnownChat chat : chats) {
            var person = new BusyPerson(server, chat, new Random(random.nextLong()));
            works.add(
                    switch (chats.indexOf(chat)) {
                        case 0 -> person::listen;
                        case 1 -> person::haveCommandRun;
                        default -> person::doEverything;
                    });
        }
        works.add(() -> changeWorlds(server));
        return works;
    }

    /** Changes one world again and again, and makes and deletes another. */
    private void changeWorlds(ServingProcess server) throws GoneException {
        String world = "doomed-" + lives.count();
        assertThat(server.ask("POST", "/api/worlds", "{\"name\":\"" + world + "\"}")
                        .status())
                .isEqualTo(201);
        var within = new ArrayList<String>();
        for (int i = 0; i < 2; i++) within.add(newChat(server, world));
        changeVariable(server);
        doomed.add(new Doomed(world, within, false));
        assertThat(server.ask("DELETE", "/api/worlds/" + world, "").status()).isEqualTo(204);
        doomed.set(doomed.size() - 1, new Doomed(world, within, true));
        for (int i = 0; i < 10; i++) changeVariable(server);
    }

    private void changeVariable(ServingProcess server) throws GoneException {
        int next = variable.incrementAndGet();
        Reply reply = server.ask("PATCH", "/api/worlds/w", "{\"variables\":{\"n\":\"" + next + "\"}}");
        assertThat(reply.status()).isEqualTo(200);
        variableKept = next;
    }

    private static String newChat(ServingProcess server, String world) throws GoneException {
        Reply made = server.ask("POST", "/api/worlds/" + world + "/chats", "{}");
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    /**
     * Looks at everything once it has come to rest.
     *
     * @param diedAt when the process before had ended, by {@link System#nanoTime}
     */
    void examine(ServingProcess server, long diedAt) throws GoneException {
        makeWorld(server);
        long alive = Math.min(
                diedAt, chats.stream().mapToLong(KnownChat::lastSign).max().orElse(diedAt));
        List<KnownChat> before = List.copyOf(chats);
        for (KnownChat chat : before) chat.read(server);
        for (KnownChat chat : before) settle(server, chat);
        for (KnownChat chat : before) {
            check(server, chat);
            keepsWhatWasShown(chat, alive);
        }
        checkWorlds(server);
        checkLists(server);
        goOn(server, before);
        checkHealth(server);
        if (chats.size() == CHATS) chats.removeFirst();
        while (chats.size() < CHATS) {
            var chat = new KnownChat(newChat(server, "w"), "bird%04d".formatted(++born));
            chats.add(chat);
            chat.read(server);
        }
    }

    private void makeWorld(ServingProcess server) throws GoneException {
        if (server.get("/api/worlds/w").status() == 404) {
            assertThat(server.ask("POST", "/api/worlds", "{\"name\":\"w\"}").status())
                    .isEqualTo(201);
        }
        setTools(server);
        if (server.get("/api/worlds/w/agents/a1").status() != 404) return;
        String agent =
                "{\"id\":\"a1\",\"name\":\"a1\",\"provider\":\"openai-compatible\",\"model\":\"scripted\",\"baseUrl\":\""
                        + provider.address() + "\"}";
        assertThat(server.ask("POST", "/api/worlds/w/agents", agent).status()).isEqualTo(201);
    }

    /** What agents may do unasked differs from process to process. */
    private void setTools(ServingProcess server) throws GoneException {
        modes.note(server.get("/api/worlds/w").json());
        String tools = ServingProcess.JSON.writeValueAsString(Map.of(
                "tools",
                Map.of(
                        "mode",
                        random.nextInt(3) == 0 ? "auto" : "ask",
                        "workspace",
                        effects.workspace().toString())));
        Reply set = server.ask("PATCH", "/api/worlds/w", tools);
        assertThat(set.status()).isEqualTo(200);
        modes.note(set.json());
    }

    private static JsonNode settle(ServingProcess server, KnownChat chat) throws GoneException {
        while (true) {
            JsonNode shown = server.get(chat.path("")).json();
            chat.awaitQuiet(shown.path("seq").asLong());
            JsonNode again = server.get(chat.path("?limit=500")).json();
            boolean rests = !again.has("turn")
                    || (!again.path("approvals").isEmpty()
                            && again.path("tools").isEmpty()
                            && again.path("open").isEmpty());
            if (again.path("seq").asLong() == chat.seq() && rests) return again;
        }
    }

    private void check(ServingProcess server, KnownChat chat) throws GoneException {
        JsonNode shown = settle(server, chat);
        List<JsonNode> facts = chat.facts();
        assertThat(chat.factsAgain(server, 0, facts.size()))
                .as("all facts again")
                .isEqualTo(facts);
        int cursor = random.nextInt(facts.size());
        assertThat(chat.factsAgain(server, cursor, facts.size()))
                .as("what came after %s", cursor)
                .isEqualTo(facts.subList(cursor, facts.size()));
        new ChatHistory(chat).check(provider, lives);
        checkTools(server, chat, shown);
        chat.keepsItsPromises();
        assertThat(provider.mixed()).as("prompts with words of two chats").isEmpty();
        assertThat(provider.unpaired()).as("prompts with calls without results").isEmpty();
        assertThat(shown.path("status").asString()).isIn(AT_REST);
        assertThat(shown.path("open").isEmpty()).isTrue();
        assertThat(shown.path("chat").path("seenSeq").asLong()).isGreaterThanOrEqualTo(chat.seenSeq());
        chat.inTrash()
                .ifPresent(expected ->
                        assertThat(shown.path("chat").has("deletedAt")).isEqualTo(expected));
    }

    private void checkTools(ServingProcess server, KnownChat chat, JsonNode shown) throws GoneException {
        effects.look();
        var tools = new ToolHistory(chat, lives, modes, effects);
        tools.check();
        tools.isShownBy(shown);
        var waiting = new ArrayList<JsonNode>();
        for (JsonNode each : server.get("/api/worlds/w/attention").json().path("items")) {
            boolean here = each.path("chatId").asString().equals(chat.id);
            if (here) waiting.addAll(each.path("approvals").values());
        }
        assertThat(waiting).as("what is said to wait for a person").isEqualTo(tools.open());
    }

    /** What a reader saw more than a second before the last sign of life is in the message that was cut. */
    private void keepsWhatWasShown(KnownChat chat, long alive) {
        for (JsonNode fact : chat.facts()) {
            if (!fact.path("kind").asString().equals("message-posted") || lives.of(fact) != lives.count() - 1) continue;
            JsonNode message = fact.path("message");
            if (!message.path("state").asString().equals("interrupted")) continue;
            String id = message.path("id").asString();
            int kept = ChatHistory.text(message).length();
            chat.firstSeenAfter(id, kept).ifPresent(seen -> mostLost = Math.max(mostLost, alive - seen));
            assertThat(kept)
                    .as("characters kept of %s, shown a second before the end", id)
                    .isGreaterThanOrEqualTo(chat.streamedBefore(id, alive - KEPT_AFTER_NANOS));
        }
    }

    private void checkWorlds(ServingProcess server) throws GoneException {
        String kept =
                server.get("/api/worlds/w").json().path("variables").path("n").asString("0");
        assertThat(Integer.parseInt(kept)).isBetween(variableKept, variable.get());
        Set<String> listed = new HashSet<>();
        for (JsonNode world : server.get("/api/worlds").json().path("items")) {
            listed.add(world.path("id").asString());
        }
        for (Doomed each : doomed) {
            if (each.acknowledged()) assertThat(listed).doesNotContain(each.world());
            if (listed.contains(each.world())) continue;
            for (String chat : each.chats()) {
                assertThat(server.get("/api/chats/" + chat).json().path("chat").has("deletedAt"))
                        .as("chat %s of the deleted world %s is in the trash", chat, each.world())
                        .isTrue();
            }
        }
        doomed.clear();
    }

    private void checkLists(ServingProcess server) throws GoneException {
        Map<Shelf, Set<String>> shelves = new EnumMap<>(Shelf.class);
        for (Shelf shelf : Shelf.values()) {
            Set<String> ids = new HashSet<>();
            for (JsonNode each : server.get("/api/worlds/w/chats?limit=1000&trash=" + (shelf == Shelf.TRASH))
                    .json()
                    .path("items")) {
                ids.add(each.path("id").asString());
                assertThat(each.path("status").asString()).isIn(AT_REST);
            }
            shelves.put(shelf, ids);
        }
        for (KnownChat chat : chats) {
            boolean live = shelves.getOrDefault(Shelf.LIVE, Set.of()).contains(chat.id);
            boolean trashed = shelves.getOrDefault(Shelf.TRASH, Set.of()).contains(chat.id);
            assertThat(live).isNotEqualTo(trashed);
            chat.inTrash().ifPresent(expected -> assertThat(trashed).isEqualTo(expected));
        }
    }

    private enum Shelf {
        LIVE,
        TRASH
    }

    /** Lets every second chat go on, and sends again what may have arrived or not; the first has had its last answer. */
    private void goOn(ServingProcess server, List<KnownChat> before) throws GoneException {
        for (KnownChat chat : before.subList(Math.min(1, before.size()), before.size())) {
            var person = new BusyPerson(server, chat, random);
            if (!chat.inTrash().equals(Optional.of(false))) person.restore();
            boolean can = server.get(chat.path("")).json().path("canContinue").asBoolean();
            if (random.nextBoolean()) assertThat(person.goOn()).isEqualTo(can);
            for (String message : chat.unanswered()) person.sendAgain(message);
            if (random.nextBoolean()) person.decide();
        }
        for (KnownChat chat : before) check(server, chat);
    }

    private static void checkHealth(ServingProcess server) throws GoneException {
        JsonNode health = server.get("/api/health").json();
        for (int tries = 0; health.path("calls").asInt() > 0 && tries < 1_000; tries++) {
            health = server.get("/api/health").json();
        }
        assertThat(health.path("calls").asInt())
                .as("model calls nobody waits for")
                .isZero();
        assertThat(health.path("faults").asInt()).isZero();
        assertThat(health.path("foreignEvents").asInt()).isZero();
        assertThat(health.path("store").asString()).isEqualTo("ok");
    }
}
