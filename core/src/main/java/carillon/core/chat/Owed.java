package carillon.core.chat;

import carillon.core.id.AgentId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A reply that an agent is to give.
 *
 * @param askers the agents that asked for it; none when a person did
 */
public record Owed(AgentId agent, List<AgentId> askers) {
    public Owed {
        askers = List.copyOf(askers);
    }

    /** With one more; an agent that is on the list already is to answer all who ask with one reply. */
    static List<Owed> plus(List<Owed> list, Owed more) {
        var result = new ArrayList<Owed>();
        boolean joined = false;
        for (Owed each : list) {
            boolean same = each.agent.equals(more.agent);
            result.add(same ? each.alsoFor(more.askers) : each);
            joined |= same;
        }
        if (!joined) result.add(more);
        return result;
    }

    static List<Owed> minus(List<Owed> list, AgentId agent) {
        return list.stream().filter(each -> !each.agent.equals(agent)).toList();
    }

    private Owed alsoFor(List<AgentId> more) {
        var all = new LinkedHashSet<>(askers);
        all.addAll(more);
        return new Owed(agent, new ArrayList<>(all));
    }
}
