package carillon.engine.spi;

import carillon.core.id.ToolCallId;

/**
 * A model's wish to have a tool called.
 *
 * @param arguments JSON as the model gave it, unchecked
 */
public record ToolRequest(ToolCallId id, String tool, String arguments) {}
