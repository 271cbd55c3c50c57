package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ReplyId;
import java.util.Optional;

/**
 * A reply that has not ended.
 *
 * @param call  the model call under way
 * @param calls how many model calls were started so far
 */
public record OpenReply(ReplyId reply, AgentId agent, Optional<OpenCall> call, int calls) {
    OpenReply with(OpenCall started) {
        return new OpenReply(reply, agent, Optional.of(started), calls + 1);
    }

    OpenReply withoutCall() {
        return new OpenReply(reply, agent, Optional.empty(), calls);
    }
}
