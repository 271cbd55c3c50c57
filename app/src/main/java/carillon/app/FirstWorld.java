package carillon.app;

import carillon.core.id.Slug;
import carillon.core.id.WorldId;
import carillon.core.world.Gallery;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.WorldStore;
import java.time.Instant;

/** The ready-made world of a new installation. */
final class FirstWorld {
    static final String NAME = "First world";

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
        return worlds.add(Gallery.ASSISTANT.world(new WorldId(Slug.of(NAME)), NAME, now, models.best()));
    }
}
