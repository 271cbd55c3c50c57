package carillon.tools.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server says of one of its tools, as it is told to models.
 *
 * @param inputSchema JSON Schema of an object
 */
record ListedTool(String name, String description, String inputSchema, boolean readOnly) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ListedTool of(McpSchema.Tool tool) {
        String description = Optional.ofNullable(tool.description())
                .or(() -> Optional.ofNullable(tool.title()))
                .orElse(tool.name());
        @Nullable ToolAnnotations said = tool.annotations();
        boolean readOnly = said != null && Boolean.TRUE.equals(said.readOnlyHint());
        return new ListedTool(tool.name(), description, JSON.writeValueAsString(tool.inputSchema()), readOnly);
    }
}
