package carillon.storage;

import carillon.core.chat.Part;
import carillon.core.id.AgentId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Parts as {@code {"type", "text"}}, a summary with {@code "agent"} and {@code "upTo"}. */
final class PartJson {
    private static final String TEXT = "text";
    private static final String REASONING = "reasoning";
    private static final String SUMMARY = "summary";

    private PartJson() {}

    static final class Writer extends StdSerializer<Part> {
        Writer() {
            super(Part.class);
        }

        @Override
        public void serialize(Part part, JsonGenerator to, SerializationContext context) {
            String type = switch (part) {
                case Part.Text _ -> TEXT;
                case Part.Reasoning _ -> REASONING;
                case Part.Summary _ -> SUMMARY;
            };
            to.writeStartObject();
            to.writeStringProperty("type", type);
            to.writeStringProperty("text", part.text());
            if (part instanceof Part.Summary(var _, var agent, var upTo)) {
                to.writeStringProperty("agent", agent.value());
                to.writeNumberProperty("upTo", upTo);
            }
            to.writeEndObject();
        }
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
                default -> context.reportInputMismatch(Part.class, "No such type of part");
            };
        }
    }
}
