package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.WorldStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstWorldTest {
    private static final ModelChoice DEMO = new ModelChoice(new ProviderId("demo"), "demo", Optional.empty());

    private final ListedWorlds worlds = new ListedWorlds();

    @Test
    void aNewInstallationGetsOneWorldWithOneAgentOnTheBestModel() throws InterruptedException {
        boolean added = FirstWorld.addTo(worlds, () -> DEMO, Instant.EPOCH);

        assertThat(added).isTrue();
        World world = worlds.worlds().getFirst();
        assertThat(world.name()).isEqualTo("First world");
        assertThat(world.agents()).singleElement().satisfies(agent -> {
            assertThat(agent.id().value()).isEqualTo("assistant");
            assertThat(agent.systemPrompt()).isNotBlank();
            assertThat(world.modelOf(agent)).contains(DEMO);
        });
    }

    @Test
    void itIsAddedOnceEvenWhenItWasDeleted() throws InterruptedException {
        FirstWorld.addTo(worlds, () -> DEMO, Instant.EPOCH);
        World world = worlds.worlds().getFirst();
        worlds.add(World.named(world.id(), world.name(), world.createdAt())
                .withVariables(world.variables())
                .asVersion(2)
                .asDeleted());

        boolean again = FirstWorld.addTo(
                worlds,
                () -> {
                    throw new AssertionError("no provider needs to be asked");
                },
                Instant.EPOCH);

        assertThat(again).isFalse();
        assertThat(worlds.worlds())
                .singleElement()
                .satisfies(only -> assertThat(only.deleted()).isTrue());
    }

    /** Every version in the order it was added. */
    private static final class ListedWorlds implements WorldStore {
        private final List<World> versions = new ArrayList<>();

        @Override
        public List<World> worlds() {
            return versions.stream()
                    .filter(each -> each.version() == newestOf(each.id()))
                    .toList();
        }

        @Override
        public Optional<World> version(WorldId world, long version) {
            return versions.stream()
                    .filter(each -> each.id().equals(world) && each.version() == version)
                    .findFirst();
        }

        @Override
        public boolean add(World next) {
            if (next.version() != newestOf(next.id()) + 1) return false;
            return versions.add(next);
        }

        private long newestOf(WorldId world) {
            return versions.stream()
                    .filter(each -> each.id().equals(world))
                    .mapToLong(World::version)
                    .max()
                    .orElse(0);
        }
    }
}
