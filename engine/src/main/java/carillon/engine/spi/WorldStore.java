package carillon.engine.spi;

import carillon.core.id.WorldId;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;

/**
 * All versions of all worlds. Safe for use by many threads; every method throws {@link StorageException} if the store
 * refused or could not be reached.
 */
public interface WorldStore {
    /** The newest version of every world, deleted ones included, oldest world first. */
    List<World> worlds();

    /** One version of a world. */
    Optional<World> version(WorldId world, long version);

    /**
     * Adds a version and returns once it would survive a power cut.
     *
     * @return false if that version of that world exists already, or the one before it does not; nothing was written
     */
    boolean add(World next);
}
