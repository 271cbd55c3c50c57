package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who answers a message. */
public final class Routing {
    private static final int MOST_UNKNOWN = 5;
    private static final int SHOWN_CHARS = 64;

    private Routing() {}

    /** A message from a person, or from the world on a person's behalf. */
    public static Route fromPerson(World world, Mentions mentions) {
        if (mentions.leading().isEmpty()) {
            boolean spokenOf = mentions.inside().stream()
                    .anyMatch(word -> !Names.called(world, word).isEmpty());
            return spokenOf ? Route.NOBODY : toMainOrEveryone(world);
        }
        List<AgentId> named = named(world, mentions);
        return new Route(Optional.of(named), named, notice(world, mentions));
    }

    /** A message from an agent. It calls whom it names; one that nobody goes by may be a person's name. */
    public static Route fromAgent(World world, AgentId author, Mentions mentions) {
        List<AgentId> others = named(world, mentions).stream()
                .filter(agent -> !agent.equals(author))
                .toList();
        return new Route(Optional.of(others), others, Optional.empty());
    }

    /** A notice of the chat itself. */
    public static Route fromSystem() {
        return Route.NOBODY;
    }

    private static Route toMainOrEveryone(World world) {
        if (world.mainAgent().isPresent()) {
            List<AgentId> main = List.of(world.mainAgent().get());
            return new Route(Optional.of(main), main, Optional.empty());
        }
        return new Route(
                Optional.empty(), world.agents().stream().map(Agent::id).toList(), Optional.empty());
    }

    private static List<AgentId> named(World world, Mentions mentions) {
        var agents = new LinkedHashSet<AgentId>();
        for (String word : mentions.leading()) agents.addAll(Names.called(world, word));
        return new ArrayList<>(agents);
    }

    private static Optional<String> notice(World world, Mentions mentions) {
        String unknown = mentions.leading().stream()
                .filter(word -> Names.called(world, word).isEmpty())
                .limit(MOST_UNKNOWN)
                .map(word -> noSuchAgent(world, word))
                .collect(Collectors.joining("\n"));
        return unknown.isEmpty() ? Optional.empty() : Optional.of(unknown);
    }

    private static String noSuchAgent(World world, String word) {
        String shown = word.length() <= SHOWN_CHARS ? word : word.substring(0, SHOWN_CHARS) + "…";
        List<AgentId> close = CloseMatches.of(world, word);
        if (!close.isEmpty()) return "There is no agent @" + shown + " here. Did you mean " + anyOf(close) + "?";
        List<AgentId> all = world.agents().stream().map(Agent::id).toList();
        return "There is no agent @" + shown + " here. "
                + (all.isEmpty() ? "This world has no agent yet." : "There is " + anyOf(all) + ".");
    }

    private static String anyOf(List<AgentId> agents) {
        List<String> names = agents.stream().map(agent -> "@" + agent).toList();
        String last = names.getLast();
        return names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " or " + last;
    }
}
