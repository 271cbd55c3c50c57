package carillon.core.routing;

import carillon.core.id.AgentId;
import java.util.List;
import java.util.Optional;

/**
 * Where a message goes.
 *
 * @param to        the agents it is for; empty when it is for everyone
 * @param answering the agents that answer it, in the order they are named
 * @param notice    what the person is told, in plain words, when it names agents that do not exist
 */
public record Route(Optional<List<AgentId>> to, List<AgentId> answering, Optional<String> notice) {
    public static final Route NOBODY = new Route(Optional.of(List.of()), List.of(), Optional.empty());

    public Route {
        to = to.map(List::copyOf);
        answering = List.copyOf(answering);
    }
}
