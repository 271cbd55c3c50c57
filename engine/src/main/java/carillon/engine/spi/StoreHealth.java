package carillon.engine.spi;

import carillon.engine.spi.StorageException.Trouble;
import java.util.Optional;

/** Whether the store takes writes. Safe for use by many threads. */
public interface StoreHealth {
    /** What keeps the store from taking writes; empty while it takes them. Returns at once. */
    Optional<Trouble> trouble();

    /**
     * Calls back after each change of {@link #trouble}, from the thread that met it, so it must return at once. A store in
     * trouble looks by itself whether it is over.
     *
     * @return ends the listening; may be run from any thread and again
     */
    Runnable listen(Runnable changed);
}
