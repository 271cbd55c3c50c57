package carillon.engine;

import carillon.core.chat.Usage;
import carillon.core.id.WorldId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the model calls of each world have used: read once, before the first chat has an owner, then added to as calls
 * end. Safe for many threads; nobody waits for anything but an addition.
 */
final class WorldUsage {
    private final Map<WorldId, Usage> used;

    WorldUsage(Map<WorldId, Usage> before) {
        used = new ConcurrentHashMap<>(before);
    }

    /** To be called once for each call, when its end is stored. */
    void add(WorldId world, Usage usage) {
        used.merge(world, usage, Usage::plus);
    }

    Usage of(WorldId world) {
        return used.getOrDefault(world, Usage.NONE);
    }
}
