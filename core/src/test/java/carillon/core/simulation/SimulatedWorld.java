package carillon.core.simulation;

import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.Budget;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** A world whose settings change now and then. Agents of different worlds have the same ids, models have not. */
final class SimulatedWorld {
    private static final String[] NAMES = {"Ada", "Grace", "Zoë", "Linus"};

    private final RandomGenerator random;
    private final WorldId id;
    private final List<World> versions = new ArrayList<>();
    private Usage spent = Usage.NONE;

    SimulatedWorld(RandomGenerator random, int number) {
        this.random = random;
        id = new WorldId("w" + number);
        var agents = new ArrayList<Agent>();
        for (int i = 0; i < NAMES.length; i++) if (random.nextInt(3) > 0) agents.add(agent(i));
        next(agents);
    }

    WorldId id() {
        return id;
    }

    /** What its chats have used, as far as it is stored. */
    Usage spent() {
        return spent;
    }

    void spend(Usage usage) {
        spent = spent.plus(usage);
    }

    World newest() {
        return versions.getLast();
    }

    World version(long version) {
        return versions.get((int) version - 1);
    }

    void edit() {
        var agents = new ArrayList<>(newest().agents());
        int number = random.nextInt(NAMES.length);
        boolean there = agents.removeIf(agent -> agent.id().equals(idOf(number)));
        if (!there || random.nextInt(3) > 0) agents.add(random.nextInt(agents.size() + 1), agent(number));
        next(agents);
    }

    private void next(List<Agent> agents) {
        boolean main = !agents.isEmpty() && random.nextInt(3) == 0;
        versions.add(World.named(id, "World", Instant.EPOCH)
                .withAgents(
                        agents,
                        main
                                ? Optional.of(agents.get(random.nextInt(agents.size()))
                                        .id())
                                : Optional.empty())
                .withTurnLimit(random.nextInt(8) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 4)))
                .withDefaultModel(random.nextBoolean() ? Optional.of(model("usual")) : Optional.empty())
                .withBudgets(budget(5_000), budget(1_000))
                .asVersion(versions.size() + 1L));
    }

    /** Of one in four a budget that some of the chats come to. */
    private Optional<Budget> budget(int most) {
        if (random.nextInt(4) > 0) return Optional.empty();
        OptionalLong tokens = OptionalLong.of(random.nextInt(1, most));
        OptionalLong cost = OptionalLong.of(random.nextInt(1, most));
        return Optional.of(
                switch (random.nextInt(3)) {
                    case 0 -> new Budget(tokens, OptionalLong.empty());
                    case 1 -> new Budget(OptionalLong.empty(), cost);
                    default -> new Budget(tokens, cost);
                });
    }

    private Agent agent(int number) {
        return new Agent(
                idOf(number),
                NAMES[number],
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(model("m" + number)),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                random.nextInt(4) > 0);
    }

    private ModelChoice model(String name) {
        return new ModelChoice(new ProviderId("demo"), id + "-" + name, Optional.empty());
    }

    private static AgentId idOf(int number) {
        return new AgentId("a" + (number + 1));
    }
}
