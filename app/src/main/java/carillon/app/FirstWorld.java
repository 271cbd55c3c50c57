package carillon.app;

import carillon.core.id.AgentId;
import carillon.core.id.Slug;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.WorldStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The ready-made world of a new installation. */
final class FirstWorld {
    static final String NAME = "First world";

    private static final String PROMPT = """
            You are a friendly, capable assistant. Answer in the language you are spoken to. \
            Be brief where a short answer will do and thorough where it will not. \
            Say so when you are not sure, and ask when a question can be read in two ways.""";

    /** Says which model to begin with; may look around for it. */
    @FunctionalInterface
    interface ModelSource {
        ModelChoice best() throws InterruptedException;
    }

    private FirstWorld() {}

    /**
     * Adds the world if no world was ever there; a person who deleted theirs does not get it again.
     *
     * @return whether it was added
     */
    static boolean addTo(WorldStore worlds, ModelSource models, Instant now) throws InterruptedException {
        if (!worlds.worlds().isEmpty()) return false;
        Agent assistant = new Agent(
                new AgentId("assistant"),
                "Assistant",
                Optional.empty(),
                PROMPT,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
        return worlds.add(new World(
                new WorldId(Slug.of(NAME)),
                NAME,
                1,
                now,
                List.of(assistant),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(models.best()),
                Map.of(),
                false));
    }
}
