package carillon.engine.spi;

/**
 * What a model is told of a tool.
 *
 * @param inputSchema JSON Schema of an object
 */
public record ToolDescription(String name, String description, String inputSchema) {}
