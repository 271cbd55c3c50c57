package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;

/** Streamed output, shown and forgotten; the fact that ends it carries the whole. */
public sealed interface Delta {
    AgentId agent();

    /** The message it will be part of. */
    MessageId message();

    String text();

    /** The place of the first character in what it is a piece of, in UTF-16 units, from 0. */
    int offset();

    record Text(CallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}

    record Reasoning(CallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}

    /**
     * More of the arguments of a tool call that a model is still writing. One with offset 0 begins its call anew, and what
     * was written of the message's later calls is void; so is its own if the text is empty.
     *
     * @param index the place of the call among those of its message, from 0
     * @param tool  as the model calls it; empty when everything is void, as the model is asked again
     */
    record ToolArguments(CallId call, AgentId agent, MessageId message, int index, String tool, String text, int offset)
            implements Delta {}

    /** What a tool puts out while it runs. */
    record ToolOutput(ToolCallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}
}
