package carillon.core.world;

import carillon.core.id.AgentId;
import carillon.core.id.ScheduleId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One version of a workspace's settings. Every change makes a new version, so a turn keeps those it began with.
 *
 * @param version      from 1
 * @param mainAgent    who answers when nobody is mentioned
 * @param turnLimit    how many replies an agent may give in a chat between two messages from people, from 1 to
 *                     {@value #MOST_TURNS}; empty for {@value #USUAL_TURNS}
 * @param defaultModel the model of agents that name none
 * @param variables    what {@code {{name}}} in a system prompt stands for
 * @param schedules    prompts that are sent by the clock
 * @param budget       what all its chats together may use before they ask a person; empty for no limit
 * @param chatBudget   what each chat may use before it asks; empty for no limit
 * @param tools        what its agents may do; empty while nothing was set
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
        List<Schedule> schedules,
        Optional<Budget> budget,
        Optional<Budget> chatBudget,
        Optional<ToolSettings> tools,
        boolean deleted) {
    public static final int USUAL_TURNS = 5;
    public static final int MOST_TURNS = 1_000;

    public World {
        agents = List.copyOf(agents);
        variables = Map.copyOf(variables);
        schedules = List.copyOf(schedules);
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
        var scheduleIds = new HashSet<ScheduleId>();
        for (Schedule schedule : schedules) {
            if (!scheduleIds.add(schedule.id())) {
                throw new IllegalArgumentException("Two schedules of world " + id + " have the id " + schedule.id());
            }
        }
        if (mainAgent.isPresent() && !ids.contains(mainAgent.get())) {
            throw new IllegalArgumentException("The main agent " + mainAgent.get() + " is not an agent of world " + id);
        }
    }

    /** The first version of a world without agents, and without anything else that may be set. */
    public static World named(WorldId id, String name, Instant createdAt) {
        return new World(
                id,
                name,
                1,
                createdAt,
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public World asVersion(long number) {
        return changed(next -> next.version = number);
    }

    public World asDeleted() {
        return changed(next -> next.deleted = true);
    }

    public World renamed(String given) {
        return changed(next -> next.name = given);
    }

    public World withAgents(List<Agent> all, Optional<AgentId> main) {
        return changed(next -> {
            next.agents = all;
            next.mainAgent = main;
        });
    }

    public World withTurnLimit(OptionalInt limit) {
        return changed(next -> next.turnLimit = limit);
    }

    public World withDefaultModel(Optional<ModelChoice> model) {
        return changed(next -> next.defaultModel = model);
    }

    public World withVariables(Map<String, String> all) {
        return changed(next -> next.variables = all);
    }

    public World withSchedules(List<Schedule> all) {
        return changed(next -> next.schedules = all);
    }

    public World withBudgets(Optional<Budget> ofAll, Optional<Budget> ofEachChat) {
        return changed(next -> {
            next.budget = ofAll;
            next.chatBudget = ofEachChat;
        });
    }

    public World withTools(ToolSettings settings) {
        return changed(next -> next.tools = Optional.of(settings));
    }

    /** What its agents may do. */
    public ToolSettings toolSettings() {
        return tools.orElse(ToolSettings.USUAL);
    }

    private World changed(Consumer<Change> change) {
        var next = new Change(this);
        change.accept(next);
        return next.world();
    }

    public Optional<Schedule> schedule(ScheduleId schedule) {
        return schedules.stream().filter(each -> each.id().equals(schedule)).findFirst();
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

    /** The settings while some of them are given anew; starts as a copy. */
    private static final class Change {
        private final WorldId id;
        private String name;
        private long version;
        private final Instant createdAt;
        private List<Agent> agents;
        private Optional<AgentId> mainAgent;
        private OptionalInt turnLimit;
        private Optional<ModelChoice> defaultModel;
        private Map<String, String> variables;
        private List<Schedule> schedules;
        private Optional<Budget> budget;
        private Optional<Budget> chatBudget;
        private Optional<ToolSettings> tools;
        private boolean deleted;

        Change(World from) {
            id = from.id;
            name = from.name;
            version = from.version;
            createdAt = from.createdAt;
            agents = from.agents;
            mainAgent = from.mainAgent;
            turnLimit = from.turnLimit;
            defaultModel = from.defaultModel;
            variables = from.variables;
            schedules = from.schedules;
            budget = from.budget;
            chatBudget = from.chatBudget;
            tools = from.tools;
            deleted = from.deleted;
        }

        World world() {
            return new World(
                    id,
                    name,
                    version,
                    createdAt,
                    agents,
                    mainAgent,
                    turnLimit,
                    defaultModel,
                    variables,
                    schedules,
                    budget,
                    chatBudget,
                    tools,
                    deleted);
        }
    }
}
