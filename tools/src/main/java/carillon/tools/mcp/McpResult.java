package carillon.tools.mcp;

import carillon.core.text.Beginning;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.PlainText;
import carillon.tools.image.Pictures;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server answers: a text for the model, and images for the person. */
final class McpResult {
    private static final int LONGEST = 200_000;

    private final Pictures pictures = new Pictures();

    private McpResult() {}

    static ToolResult of(CallToolResult result) {
        return new McpResult().read(result);
    }

    private ToolResult read(CallToolResult result) {
        String text = result.content().stream().map(this::text).collect(Collectors.joining("\n"));
        if (text.isBlank() && result.structuredContent() != null) text = String.valueOf(result.structuredContent());
        boolean failed = Boolean.TRUE.equals(result.isError());
        return new ToolResult(failed, bounded(text), Optional.empty(), pictures.shown());
    }

    private String text(Content content) {
        return switch (content) {
            case TextContent text -> text.text();
            case ImageContent image ->
                image(image.data())
                        .orElseGet(() -> "[An image, by its server's word " + type(image.mimeType())
                                + ", that is no whole PNG, JPEG, GIF or WebP in base64 and cannot be shown.]");
            case AudioContent audio -> "[A sound, " + audio.mimeType() + ", which cannot be played here.]";
            case ResourceLink link -> "[" + link.name() + ": " + link.uri() + "]";
            case EmbeddedResource embedded -> text(embedded.resource());
            default -> "[Something of the kind " + content.type() + ".]";
        };
    }

    private String text(ResourceContents resource) {
        return switch (resource) {
            case TextResourceContents text -> text.text();
            case BlobResourceContents blob -> image(blob.blob()).orElseGet(() -> isNoText(resource));
            default -> isNoText(resource);
        };
    }

    private static String isNoText(ResourceContents resource) {
        return "[" + resource.uri() + ", which is no text.]";
    }

    /** What the model is told of it; empty if it is none. */
    private Optional<String> image(@Nullable String base64) {
        if (base64 == null) return Optional.empty();
        try {
            return pictures.takeBase64(base64);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String type(@Nullable String claimed) {
        return claimed == null ? "of no type" : PlainText.quoted(claimed);
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST) return text;
        String beginning = Beginning.of(text, LONGEST);
        return beginning + "\n[Cut here: " + (text.length() - beginning.length()) + " more characters.]";
    }
}
