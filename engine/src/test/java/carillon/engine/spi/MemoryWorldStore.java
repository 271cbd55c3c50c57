package carillon.engine.spi;

import carillon.core.id.WorldId;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;

final class MemoryWorldStore implements WorldStore {
    private final MemoryData data;

    MemoryWorldStore(MemoryData data) {
        this.data = data;
    }

    @Override
    public List<World> worlds() {
        synchronized (data) {
            return data.newestWorlds();
        }
    }

    @Override
    public Optional<World> version(WorldId world, long version) {
        synchronized (data) {
            return data.versions(world).stream()
                    .filter(each -> each.version() == version)
                    .findFirst();
        }
    }

    @Override
    public boolean add(World next) {
        synchronized (data) {
            if (next.version() != data.versions(next.id()).size() + 1) return false;
            data.add(next);
            return true;
        }
    }
}
