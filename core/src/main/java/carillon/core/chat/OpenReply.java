package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ReplyId;
import java.util.List;
import java.util.Optional;

/**
 * A reply that has not ended.
 *
 * @param askers the agents it answers; none when it answers a person
 * @param call   the model call under way; empty while a person is asked whether there may be one
 * @param calls  how many model calls were started so far
 * @param empty  how many of the last ones said nothing
 */
public record OpenReply(
        ReplyId reply, AgentId agent, List<AgentId> askers, Optional<OpenCall> call, int calls, int empty) {
    public OpenReply {
        askers = List.copyOf(askers);
    }

    OpenReply with(OpenCall started) {
        return new OpenReply(reply, agent, askers, Optional.of(started), calls + 1, empty);
    }

    OpenReply ended(CallOutcome outcome) {
        int emptyNow = outcome == CallOutcome.EMPTY ? empty + 1 : 0;
        return new OpenReply(reply, agent, askers, Optional.empty(), calls, emptyNow);
    }
}
