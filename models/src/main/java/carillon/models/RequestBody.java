package carillon.models;

import carillon.engine.spi.ToolDescription;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes to the request that LangChain4j writes. */
final class RequestBody {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** About how many characters describe a tool. */
    private static final int USUAL_TOOL = 800;

    private RequestBody() {}

    /** The same without the wish for a count of tokens, which some servers refuse. */
    static String withoutUsage(String body) {
        var tree = (ObjectNode) JSON.readTree(body);
        tree.remove("stream_options");
        return JSON.writeValueAsString(tree);
    }

    /** The same with tools, whose schemas are sent as they are; LangChain4j knows only a part of JSON Schema. */
    static String withTools(String body, List<ToolDescription> tools) {
        if (tools.isEmpty()) return body;
        int end = body.lastIndexOf('}');
        var json = new StringWriter(body.length() + USUAL_TOOL * tools.size());
        json.append(body, 0, end).append(",\"tools\":");
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartArray();
            for (ToolDescription tool : tools) write(tool, out);
            out.writeEndArray();
        }
        return json.append('}').toString();
    }

    private static void write(ToolDescription tool, JsonGenerator out) {
        out.writeStartObject()
                .writeStringProperty("type", "function")
                .writeObjectPropertyStart("function")
                .writeStringProperty("name", tool.name())
                .writeStringProperty("description", tool.description())
                .writeName("parameters")
                .writeRawValue(tool.inputSchema())
                .writeEndObject()
                .writeEndObject();
    }

    /** Arguments as a model gave them, or none when they are no JSON object, which some servers refuse to read again. */
    static String arguments(String given) {
        return object(given).toString();
    }

    private static ObjectNode object(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }
}
