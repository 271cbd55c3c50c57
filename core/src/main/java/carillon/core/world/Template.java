package carillon.core.world;

import carillon.core.id.AgentId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ready world to start from. Its agents name no model, so that they run on the world's default.
 *
 * @param id          what it is asked for by
 * @param description one or two sentences for a person who chooses
 * @param mainAgent   who answers when nobody is mentioned
 */
public record Template(String id, String name, String description, List<Agent> agents, Optional<AgentId> mainAgent) {
    public Template {
        agents = List.copyOf(agents);
    }

    /** A first version of a world that is made from it. */
    public World world(WorldId world, String named, Instant at, ModelChoice model) {
        return World.named(world, named, at).withAgents(agents, mainAgent).withDefaultModel(Optional.of(model));
    }
}
