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

    /** The place of the first character in the message's text of this kind, in UTF-16 units, from 0. */
    int offset();

    record Text(CallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}

    record Reasoning(CallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}

    /** What a tool puts out while it runs. */
    record ToolOutput(ToolCallId call, AgentId agent, MessageId message, String text, int offset) implements Delta {}
}
