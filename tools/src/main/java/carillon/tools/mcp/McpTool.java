package carillon.tools.mcp;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A tool of a server, by the name that agents call it. */
final class McpTool implements Tool {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final String name;
    private final ListedTool tool;
    private final McpConnection connection;

    McpTool(String name, ListedTool tool, McpConnection connection) {
        this.name = name;
        this.tool = tool;
        this.connection = connection;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(name, tool.description(), tool.inputSchema());
    }

    @Override
    public Set<ToolKind> kinds() {
        return Set.of(kind());
    }

    /** What a server says of its tools is believed no further than this. */
    private ToolKind kind() {
        return tool.readOnly() ? ToolKind.MCP_READ_ONLY : ToolKind.MCP;
    }

    @Override
    public Plan plan(ToolPlace place, String arguments) {
        Map<String, Object> given;
        try {
            given = JSON.readValue(arguments.isBlank() ? "{}" : arguments, OBJECT);
        } catch (JacksonException _) {
            return new Plan.Refused("The arguments of " + name + " must be a JSON object.");
        }
        return new Plan.Ready(
                kind(),
                new Plan.Question(
                        "Call " + tool.name() + " of the MCP server "
                                + connection.entry().name(),
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(given),
                        name,
                        "every " + name + " in this chat"),
                connection.entry().identity(),
                _ -> call(given));
    }

    private ToolResult call(Map<String, Object> given) throws InterruptedException {
        try {
            return McpResult.of(connection.call(tool.name(), given));
        } catch (McpFailure failure) {
            return ToolResult.failure(String.valueOf(failure.getMessage()));
        }
    }
}
