package carillon.engine;

import carillon.core.id.AgentId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.WorldStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * All worlds and their settings. Reading never waits; edits wait for one another only. Safe for many threads; methods
 * that write throw {@link carillon.engine.spi.StorageException} when nothing could be written.
 */
public final class Worlds implements AgentMaker {
    private static final int MOST_AGENTS = 100;

    private final WorldStore store;
    private final SummaryFeed summaries;
    private final ReentrantLock editing = new ReentrantLock();
    private volatile Map<WorldId, World> newest;

    Worlds(WorldStore store, SummaryFeed summaries) {
        this.store = store;
        this.summaries = summaries;
        var all = new LinkedHashMap<WorldId, World>();
        for (World world : store.worlds()) all.put(world.id(), world);
        newest = all;
    }

    /** The worlds that are not deleted, oldest first. */
    public List<World> list() {
        return newest.values().stream().filter(world -> !world.deleted()).toList();
    }

    List<WorldId> deleted() {
        return newest.values().stream().filter(World::deleted).map(World::id).toList();
    }

    /** Whether there ever was a world, deleted ones included. */
    public boolean isNew() {
        return newest.isEmpty();
    }

    public Optional<World> find(WorldId world) {
        return Optional.ofNullable(newest.get(world)).filter(found -> !found.deleted());
    }

    /**
     * The newest settings of a world, also of a deleted one.
     *
     * @throws WorldNotFoundException if there never was such a world
     */
    World settings(WorldId world) {
        World found = newest.get(world);
        if (found == null) throw new WorldNotFoundException(world);
        return found;
    }

    /** The settings that a turn began with. */
    World settings(WorldId world, long version) {
        World found = settings(world);
        if (found.version() == version) return found;
        return store.version(world, version).orElseThrow(() -> new WorldNotFoundException(world));
    }

    /**
     * Adds a world.
     *
     * @param first its version 1
     * @return false if there is, or was, a world with this id; nothing was written
     */
    public boolean create(World first) {
        editing.lock();
        try {
            if (newest.containsKey(first.id()) || !store.add(first)) return false;
            adopt(first);
            return true;
        } finally {
            editing.unlock();
        }
    }

    /**
     * Makes the next version of a world. Turns under way keep theirs.
     *
     * @param change gets the newest version and gives the new one; its version number is set here. What it throws, this
     *     throws, and nothing was written
     * @throws WorldNotFoundException if there is no such world
     */
    public World edit(WorldId world, UnaryOperator<World> change) {
        editing.lock();
        try {
            World before = find(world).orElseThrow(() -> new WorldNotFoundException(world));
            World next = change.apply(before).asVersion(before.version() + 1);
            if (!next.id().equals(world))
                throw new IllegalArgumentException("World " + world + " cannot become " + next.id());
            if (!store.add(next)) throw new IllegalStateException("World " + world + " was changed by someone else");
            adopt(next);
            return next;
        } finally {
            editing.unlock();
        }
    }

    @Override
    public void add(WorldId world, AgentId like, AgentId id, String name, String systemPrompt) {
        var _ = edit(world, before -> with(before, like, id, name, systemPrompt));
    }

    private void adopt(World next) {
        var all = new LinkedHashMap<>(newest);
        all.put(next.id(), next);
        newest = all;
        summaries.publish(new WorldNews(next.id(), next.version(), next.deleted()));
    }

    private static World with(World world, AgentId like, AgentId id, String name, String systemPrompt) {
        if (world.agent(id).isPresent()) {
            throw new IllegalArgumentException("There is an agent @" + id + " already. Choose another id.");
        }
        if (world.agents().size() >= MOST_AGENTS) {
            throw new IllegalArgumentException("There are " + MOST_AGENTS + " agents, and agents add no more.");
        }
        Agent maker = world.agent(like)
                .orElseThrow(() -> new IllegalArgumentException("@" + like + " is no agent of this world any more."));
        var agents = new ArrayList<>(world.agents());
        agents.add(maker.like(id, name, systemPrompt));
        return world.withAgents(agents, world.mainAgent());
    }
}
