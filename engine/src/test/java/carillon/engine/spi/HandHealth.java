package carillon.engine.spi;

import carillon.engine.spi.StorageException.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** How a store is, as a test says. */
public final class HandHealth implements StoreHealth {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Trouble> trouble = Optional.empty();

    public void becomes(Optional<Trouble> now) {
        trouble = now;
        listeners.forEach(Runnable::run);
    }

    public int listeners() {
        return listeners.size();
    }

    @Override
    public Optional<Trouble> trouble() {
        return trouble;
    }

    @Override
    public Runnable listen(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
