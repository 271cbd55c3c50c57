package carillon.core.tool;

import carillon.core.id.ToolCallId;

/**
 * A call of a tool that a model asked for.
 *
 * @param arguments JSON as the model gave it, unchecked
 * @param verdict   what it needs before it may run
 */
public record ToolUse(ToolCallId id, String tool, String arguments, ToolVerdict verdict) {}
