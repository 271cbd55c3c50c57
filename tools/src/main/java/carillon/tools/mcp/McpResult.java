package carillon.tools.mcp;

import carillon.engine.spi.ToolResult;
import carillon.tools.call.PlainText;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.stream.Collectors;

/** What a server answers, as a text for the model. */
final class McpResult {
    private static final int LONGEST = 200_000;

    private McpResult() {}

    static ToolResult of(CallToolResult result) {
        String text = result.content().stream().map(McpResult::text).collect(Collectors.joining("\n"));
        if (text.isBlank() && result.structuredContent() != null) text = String.valueOf(result.structuredContent());
        String shown = bounded(text);
        return Boolean.TRUE.equals(result.isError()) ? ToolResult.failure(shown) : ToolResult.of(shown);
    }

    private static String text(Content content) {
        return switch (content) {
            case TextContent text -> text.text();
            case ImageContent image -> "[An image, " + image.mimeType() + ", which cannot be shown here.]";
            case AudioContent audio -> "[A sound, " + audio.mimeType() + ", which cannot be played here.]";
            case ResourceLink link -> "[" + link.name() + ": " + link.uri() + "]";
            case EmbeddedResource embedded ->
                embedded.resource() instanceof TextResourceContents text
                        ? text.text()
                        : "[" + embedded.resource().uri() + ", which is no text.]";
            default -> "[Something of the kind " + content.type() + ".]";
        };
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST) return text;
        String beginning = PlainText.cut(text, LONGEST);
        return beginning + "\n[Cut here: " + (text.length() - beginning.length()) + " more characters.]";
    }
}
