package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolReturn;
import java.util.Optional;

/** A piece of a message. */
public sealed interface Part {

    record Text(String text) implements Part {}

    /** What the model thought aloud before it answered; never shown to a model again. */
    record Reasoning(String text) implements Part {}

    /**
     * What an agent met before, summed up for it.
     *
     * @param upTo the last of it, by the seq at which the agent met it
     */
    record Summary(String text, AgentId agent, long upTo) implements Part {}

    /**
     * A tool that the agent asked for.
     *
     * @param arguments JSON as the model gave it
     * @param result    empty while there is none
     */
    record ToolCall(ToolCallId id, String tool, String arguments, Optional<ToolReturn> result) implements Part {
        ToolCall with(ToolReturn came) {
            return new ToolCall(id, tool, arguments, Optional.of(came));
        }
    }
}
