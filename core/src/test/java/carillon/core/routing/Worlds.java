package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Worlds to test with. */
public final class Worlds {
    private Worlds() {}

    public static Agent agent(String id, String name) {
        return agent(id, name, true);
    }

    public static Agent agent(String id, String name, boolean autoReply) {
        return new Agent(
                new AgentId(id),
                name,
                Optional.of(new ModelChoice(new ProviderId("demo"), "demo", Optional.empty())),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                autoReply);
    }

    public static World of(Agent... agents) {
        return of(Optional.empty(), OptionalInt.empty(), agents);
    }

    public static World withMain(String main, Agent... agents) {
        return of(Optional.of(new AgentId(main)), OptionalInt.empty(), agents);
    }

    public static World limited(int turns, Agent... agents) {
        return of(Optional.empty(), OptionalInt.of(turns), agents);
    }

    private static World of(Optional<AgentId> main, OptionalInt turns, Agent... agents) {
        return World.named(new WorldId("w"), "W", Instant.EPOCH)
                .withAgents(List.of(agents), main)
                .withTurnLimit(turns);
    }

    static List<AgentId> ids(String... ids) {
        return Stream.of(ids).map(AgentId::new).toList();
    }
}
