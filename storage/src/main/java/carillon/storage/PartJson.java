package carillon.storage;

import carillon.core.chat.Part;
import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolReturn;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Parts as {@code {"type", "text"}}, a summary with {@code "agent"} and {@code "upTo"}; a tool call with {@code "id"},
 * {@code "tool"} and {@code "arguments"} in place of the text, and with its result when it was copied with one.
 */
final class PartJson {
    private static final String TEXT = "text";
    private static final String REASONING = "reasoning";
    private static final String SUMMARY = "summary";
    private static final String TOOL_CALL = "tool-call";

    private PartJson() {}

    static final class Writer extends StdSerializer<Part> {
        Writer() {
            super(Part.class);
        }

        @Override
        public void serialize(Part part, JsonGenerator to, SerializationContext context) {
            to.writeStartObject();
            switch (part) {
                case Part.Text(var text) -> text(to, TEXT, text);
                case Part.Reasoning(var text) -> text(to, REASONING, text);
                case Part.Summary(var text, var agent, var upTo) -> {
                    text(to, SUMMARY, text);
                    to.writeStringProperty("agent", agent.value());
                    to.writeNumberProperty("upTo", upTo);
                }
                case Part.ToolCall(var id, var tool, var arguments, var result) -> {
                    to.writeStringProperty("type", TOOL_CALL);
                    to.writeStringProperty("id", id.value());
                    to.writeStringProperty("tool", tool);
                    to.writeStringProperty("arguments", arguments);
                    if (result.isPresent()) context.defaultSerializeProperty("result", result.get(), to);
                }
            }
            to.writeEndObject();
        }
    }

    private static void text(JsonGenerator to, String type, String text) {
        to.writeStringProperty("type", type);
        to.writeStringProperty("text", text);
    }

    static final class Reader extends StdDeserializer<Part> {
        Reader() {
            super(Part.class);
        }

        @Override
        public Part deserialize(JsonParser from, DeserializationContext context) {
            JsonNode part = context.readTree(from);
            String type = part.path("type").asString("");
            String text = part.path("text").asString("");
            return switch (type) {
                case TEXT -> new Part.Text(text);
                case REASONING -> new Part.Reasoning(text);
                case SUMMARY ->
                    new Part.Summary(
                            text,
                            new AgentId(part.path("agent").asString("")),
                            part.path("upTo").asLong());
                case TOOL_CALL ->
                    new Part.ToolCall(
                            new ToolCallId(part.path("id").asString("")),
                            part.path("tool").asString(""),
                            part.path("arguments").asString(""),
                            part.has("result")
                                    ? Optional.of(context.readTreeAsValue(part.get("result"), ToolReturn.class))
                                    : Optional.empty());
                default -> context.reportInputMismatch(Part.class, "No such type of part");
            };
        }
    }
}
