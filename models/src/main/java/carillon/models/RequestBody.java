package carillon.models;

import carillon.engine.spi.ToolDescription;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes to the request that LangChain4j writes. */
final class RequestBody {
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        ArrayNode described = JSON.createArrayNode();
        for (ToolDescription tool : tools) {
            described
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .set("parameters", object(tool.inputSchema()));
        }
        int end = body.lastIndexOf('}');
        return body.substring(0, end) + ",\"tools\":" + JSON.writeValueAsString(described) + "}";
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
