package carillon.core.chat;

import carillon.core.id.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How often an agent has answered in a chat since a person wrote last.
 *
 * @param limitSaid whether the chat has said that it may not answer again
 */
public record ReplyCount(AgentId agent, int replies, boolean limitSaid) {
    ReplyCount oneMore() {
        return new ReplyCount(agent, replies + 1, limitSaid);
    }

    ReplyCount atLimit() {
        return new ReplyCount(agent, replies, true);
    }

    static ReplyCount of(List<ReplyCount> counts, AgentId agent) {
        Optional<ReplyCount> found =
                counts.stream().filter(each -> each.agent.equals(agent)).findFirst();
        return found.orElseGet(() -> new ReplyCount(agent, 0, false));
    }

    static List<ReplyCount> changed(List<ReplyCount> counts, AgentId agent, UnaryOperator<ReplyCount> change) {
        var result = new ArrayList<ReplyCount>();
        for (ReplyCount each : counts) {
            if (!each.agent.equals(agent)) result.add(each);
        }
        result.add(change.apply(of(counts, agent)));
        return result;
    }
}
