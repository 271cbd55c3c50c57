package carillon.core.world;

import carillon.core.id.AgentId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One version of a workspace's settings. Every change makes a new version, so a turn keeps those it began with.
 *
 * @param version      from 1
 * @param mainAgent    who answers when nobody is mentioned
 * @param turnLimit    how many replies an agent may give in a chat between two messages from people, from 1 to
 *                     {@value #MOST_TURNS}; empty for {@value #USUAL_TURNS}
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
        OptionalInt turnLimit,
        Optional<ModelChoice> defaultModel,
        Map<String, String> variables,
        boolean deleted) {
    public static final int USUAL_TURNS = 5;
    public static final int MOST_TURNS = 1_000;

    public World {
        agents = List.copyOf(agents);
        variables = Map.copyOf(variables);
        if (name.isBlank()) throw new IllegalArgumentException("A world needs a name");
        if (version < 1) throw new IllegalArgumentException("version starts at 1, got " + version);
        int turns = turnLimit.orElse(USUAL_TURNS);
        if (turns < 1 || turns > MOST_TURNS) {
            throw new IllegalArgumentException("turnLimit is from 1 to " + MOST_TURNS + ", not " + turns);
        }
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
        return new World(id, name, number, createdAt, agents, mainAgent, turnLimit, defaultModel, variables, deleted);
    }

    public World asDeleted() {
        return new World(id, name, version, createdAt, agents, mainAgent, turnLimit, defaultModel, variables, true);
    }

    public World withAgents(List<Agent> changed, Optional<AgentId> main) {
        return new World(id, name, version, createdAt, changed, main, turnLimit, defaultModel, variables, deleted);
    }

    /** How many replies an agent may give in a chat between two messages from people. */
    public int replyLimit() {
        return turnLimit.orElse(USUAL_TURNS);
    }

    public Optional<Agent> agent(AgentId agent) {
        return agents.stream().filter(each -> each.id().equals(agent)).findFirst();
    }

    /** The model this agent runs on; empty when neither it nor the world names one. */
    public Optional<ModelChoice> modelOf(Agent agent) {
        return agent.model().or(() -> defaultModel);
    }
}
