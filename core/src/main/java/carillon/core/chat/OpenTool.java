package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import java.util.Optional;

/**
 * A call of a tool that has no result yet.
 *
 * @param message   the message that asks for it
 * @param arguments JSON, those it runs with once it runs
 * @param approval  what a person decides about; empty when nobody has to, and once it is decided
 * @param changed   whether a person changed the arguments
 */
public record OpenTool(
        ToolCallId call,
        MessageId message,
        String tool,
        String arguments,
        Optional<Approval> approval,
        boolean running,
        boolean changed) {
    static OpenTool requested(Fact.ToolRequested fact) {
        return new OpenTool(fact.call(), fact.message(), fact.tool(), fact.arguments(), Optional.empty(), false, false);
    }

    OpenTool waitingFor(Approval asked) {
        return new OpenTool(call, message, tool, arguments, Optional.of(asked), running, changed);
    }

    OpenTool started(String runsWith) {
        boolean others = !runsWith.equals(arguments);
        return new OpenTool(call, message, tool, runsWith, Optional.empty(), true, others);
    }
}
