package carillon.core.world;

import carillon.core.id.AgentId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a workspace's settings. Every change makes a new version, so a turn keeps those it began with.
 *
 * @param version      from 1
 * @param mainAgent    who answers when nobody is mentioned
 * @param defaultModel the model of agents that name none
 * @param variables    what {@code {{name}}} in a system prompt stands for
 * @param deleted      whether the world is gone for people; its chats are in the trash
 */
public record World(
        WorldId id,
        String name,
        long version,
        Instant createdAt,
        List<Agent> agents,
        Optional<AgentId> mainAgent,
        Optional<ModelChoice> defaultModel,
        Map<String, String> variables,
        boolean deleted) {
    public World {
        agents = List.copyOf(agents);
        variables = Map.copyOf(variables);
        if (name.isBlank()) throw new IllegalArgumentException("A world needs a name");
        if (version < 1) throw new IllegalArgumentException("version starts at 1, got " + version);
        var ids = new HashSet<AgentId>();
        for (Agent agent : agents) {
            if (!ids.add(agent.id())) {
                throw new IllegalArgumentException("Two agents of world " + id + " have the id " + agent.id());
            }
        }
        if (mainAgent.isPresent() && !ids.contains(mainAgent.get())) {
            throw new IllegalArgumentException("The main agent " + mainAgent.get() + " is not an agent of world " + id);
        }
    }

    public World asVersion(long number) {
        return new World(id, name, number, createdAt, agents, mainAgent, defaultModel, variables, deleted);
    }

    public World asDeleted() {
        return new World(id, name, version, createdAt, agents, mainAgent, defaultModel, variables, true);
    }

    public World withAgents(List<Agent> changed, Optional<AgentId> main) {
        return new World(id, name, version, createdAt, changed, main, defaultModel, variables, deleted);
    }

    public Optional<Agent> agent(AgentId agent) {
        return agents.stream().filter(each -> each.id().equals(agent)).findFirst();
    }

    /** The model this agent runs on; empty when neither it nor the world names one. */
    public Optional<ModelChoice> modelOf(Agent agent) {
        return agent.model().or(() -> defaultModel);
    }
}
