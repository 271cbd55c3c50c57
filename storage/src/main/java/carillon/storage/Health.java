package carillon.storage;

import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.StoreHealth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the writer last found out about writing. The writer alone notes, anybody reads. */
final class Health implements StoreHealth {
    private static final Logger LOG = System.getLogger(Health.class.getName());

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Trouble> trouble = Optional.empty();

    @Override
    public Optional<Trouble> trouble() {
        return trouble;
    }

    @Override
    public Runnable listen(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    /** @param met what a write met; empty if it went well */
    void note(Optional<StorageException> met) {
        Optional<Trouble> found = met.map(StorageException::trouble);
        if (found.equals(trouble)) return;
        trouble = found;
        if (met.isPresent()) LOG.log(Level.WARNING, "The store takes no writes", met.get());
        else LOG.log(Level.INFO, "The store takes writes again");
        for (Runnable each : listeners) each.run();
    }
}
