package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ReplyId;
import java.util.List;
import java.util.Optional;

/**
 * A reply that has not ended.
 *
 * @param askers the agents it answers; none when it answers a person
 * @param call   the model call under way
 * @param calls  how many model calls were started so far
 */
public record OpenReply(ReplyId reply, AgentId agent, List<AgentId> askers, Optional<OpenCall> call, int calls) {
    public OpenReply {
        askers = List.copyOf(askers);
    }

    OpenReply with(OpenCall started) {
        return new OpenReply(reply, agent, askers, Optional.of(started), calls + 1);
    }

    OpenReply withoutCall() {
        return new OpenReply(reply, agent, askers, Optional.empty(), calls);
    }
}
