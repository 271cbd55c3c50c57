package carillon.engine.spi;

import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all openings of a {@link MemoryStore} share; used only while holding its lock. */
final class MemoryData {
    private final Map<ChatId, MemoryChat> chats = new HashMap<>();
    private final Map<WorldId, List<World>> worlds = new HashMap<>();
    private final Map<WorldId, Usage> usage = new HashMap<>();
    private long epochs;

    synchronized Epoch nextEpoch() {
        return new Epoch(++epochs);
    }

    Map<ChatId, MemoryChat> chats() {
        return chats;
    }

    Map<WorldId, Usage> usage() {
        return usage;
    }

    /** The chat, unless it was never created or was purged. */
    Optional<MemoryChat> chat(ChatId chat) {
        return Optional.ofNullable(chats.get(chat)).filter(found -> !found.purged());
    }

    List<World> versions(WorldId world) {
        return worlds.getOrDefault(world, List.of());
    }

    void add(World next) {
        worlds.computeIfAbsent(next.id(), _ -> new ArrayList<>()).add(next);
    }

    List<World> newestWorlds() {
        return worlds.values().stream()
                .map(List::getLast)
                .sorted(Comparator.comparing(World::createdAt)
                        .thenComparing(world -> world.id().value()))
                .toList();
    }
}
