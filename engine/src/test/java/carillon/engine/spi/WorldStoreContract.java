package carillon.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link WorldStore} must do. */
public abstract class WorldStoreContract {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");

    protected abstract WorldStore worlds();

    /** Opens the store again over the same data; {@link #worlds()} is then the later opening's. */
    protected abstract void reopen();

    @Test
    void aWorldComesBackAsItWas() {
        var model = new ModelChoice(new ProviderId("openai"), "gpt", Optional.of(URI.create("http://localhost:1/v1")));
        var full = new Agent(
                new AgentId("full"),
                "Full \"ü\" 🎈",
                Optional.of(model),
                "You are {{name}}.\n",
                OptionalDouble.of(0.7),
                OptionalInt.of(100),
                OptionalInt.empty(),
                Optional.of("high"),
                true);
        var bare = new Agent(
                new AgentId("bare"),
                "Bare",
                Optional.empty(),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false);
        var world = World.named(new WorldId("home"), "Home", START)
                .withAgents(List.of(full, bare), Optional.of(full.id()))
                .withTurnLimit(OptionalInt.of(7))
                .withDefaultModel(Optional.of(model))
                .withVariables(Map.of("name", "Ada", "place", ""));

        assertThat(worlds().add(world)).isTrue();
        assertThat(worlds().worlds()).containsExactly(world);
        assertThat(worlds().version(world.id(), 1)).contains(world);
        reopen();
        assertThat(worlds().worlds()).containsExactly(world);
    }

    @Test
    void everyVersionIsKeptAndTheNewestIsListed() {
        worlds().add(world("home", 1, START));
        worlds().add(world("home", 2, START));
        World third = world("home", 3, START);
        worlds().add(third);

        assertThat(worlds().worlds()).containsExactly(third);
        assertThat(worlds().version(new WorldId("home"), 2)).contains(world("home", 2, START));
        assertThat(worlds().version(new WorldId("home"), 4)).isEmpty();
        assertThat(worlds().version(new WorldId("work"), 1)).isEmpty();
    }

    @Test
    void aVersionFollowsTheOneBeforeIt() {
        assertThat(worlds().add(world("home", 2, START))).isFalse();
        assertThat(worlds().add(world("home", 1, START))).isTrue();
        assertThat(worlds().add(world("home", 1, START.plusSeconds(1)))).isFalse();
        assertThat(worlds().add(world("home", 3, START))).isFalse();
        assertThat(worlds().add(world("work", 2, START))).isFalse();

        assertThat(worlds().worlds()).containsExactly(world("home", 1, START));
    }

    @Test
    void worldsAreListedOldestFirstAlsoDeletedOnes() {
        World newer = world("aaa", 1, START.plusSeconds(1));
        World older = world("bbb", 1, START);
        worlds().add(newer);
        worlds().add(older);
        worlds().add(World.named(older.id(), "Gone", START).asVersion(2).asDeleted());

        assertThat(worlds().worlds())
                .extracting(world -> world.id().value() + (world.deleted() ? " deleted" : ""))
                .containsExactly("bbb deleted", "aaa");
    }

    @Test
    void ofTwoThatAddTheSameVersionOneWins() throws Exception {
        worlds().add(world("home", 1, START));
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            World attempt = world("home", 2, START.plusSeconds(i));
            attempts.add(() -> worlds().add(attempt));
        }

        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(attempts)) won += each.get() ? 1 : 0;
        }

        assertThat(won).isEqualTo(1);
    }

    private static World world(String id, long version, Instant createdAt) {
        return World.named(new WorldId(id), id + " " + version, createdAt).asVersion(version);
    }
}
