package carillon.core.chat;

import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.Optional;

/** Who answers a message. */
public final class Routing {
    private Routing() {}

    /** The main agent, else the first; empty when the world has none. */
    public static Optional<Agent> answering(World world) {
        return world.mainAgent()
                .flatMap(world::agent)
                .or(() -> world.agents().stream().findFirst());
    }
}
