package carillon.core.prompt;

import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.stream.Collectors;

/** What an agent is told about the others, so that it can hand over to them. */
final class MentionRule {
    private MentionRule() {}

    /** Empty when there is no other agent. */
    static String of(World world, Agent reader) {
        String others = world.agents().stream()
                .filter(agent -> !agent.id().equals(reader.id()))
                .map(agent -> "@" + agent.id() + " (" + agent.name() + ")")
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) return "";
        return """
                You are @%s (%s). In this conversation there are a person and these other agents: %s. What another \
                agent says to you is headed by its @id.
                To have an agent answer, begin a line with its @id. An @id elsewhere in a line calls nobody. Mention \
                only whom you need.
                When you answer an agent and nothing more is to be said, write <world>DONE</world>: then nobody is \
                called. <world>TO: id, id</world> calls exactly these agents.""".formatted(reader.id(), reader.name(), others);
    }
}
