package carillon.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.engine.spi.Picture;
import carillon.engine.spi.ToolResult;
import carillon.tools.image.Drawn;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class McpResultTest {
    private static final byte[] PNG = Drawn.png(20, 10);

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ToolResult result(Content... content) {
        return McpResult.of(CallToolResult.builder().content(List.of(content)).build());
    }

    private static Content image(String base64, String claimed) {
        return ImageContent.builder(base64, claimed).build();
    }

    private static Content blob(String base64, String claimed) {
        return EmbeddedResource.builder(BlobResourceContents.builder("res://a", base64)
                        .mimeType(claimed)
                        .build())
                .build();
    }

    @Test
    void imagesAreForThePersonAndTheModelIsToldWhereTheyStood() {
        ToolResult result = result(
                TextContent.builder("Before.").build(),
                image(base64(PNG), "image/png"),
                TextContent.builder("After.").build());

        assertThat(result.pictures())
                .singleElement()
                .satisfies(picture -> assertThat(picture.bytes()).isEqualTo(PNG));
        assertThat(result.text())
                .isEqualTo("Before.\n[Image 1: image/png, 20 × 10, " + PNG.length
                        + " bytes. The person sees it; you do not.]\nAfter.")
                .doesNotContain(base64(PNG).substring(0, 20));
    }

    @Test
    void whatAServerCallsItIsNotBelieved() {
        assertThat(result(image(base64(PNG), "image/svg+xml")).pictures())
                .extracting(Picture::image)
                .extracting(ToolImage::type)
                .containsExactly(ImageType.PNG);
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>".getBytes(StandardCharsets.UTF_8);
        ToolResult lie =
                result(image(base64(svg), "image/png"), image("?", "image/gif"), image(base64(PNG), "x\u0000\ny"));
        assertThat(lie.pictures()).hasSize(1);
        assertThat(lie.text().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("by its server's word \"image/png\"", "cannot be shown"),
                        line -> assertThat(line).contains("by its server's word \"image/gif\"", "cannot be shown"),
                        line -> assertThat(line).startsWith("[Image 1: image/png"));
    }

    @Test
    void anImageInAResourceIsShownToo() {
        ToolResult result = result(blob(base64(PNG), "application/octet-stream"), blob("AAAA", "image/png"));

        assertThat(result.pictures()).hasSize(1);
        assertThat(result.text()).startsWith("[Image 1:").endsWith("\n[res://a, which is no text.]");
    }

    @Test
    void aServerCannotFillTheChatWithImages() {
        ToolResult many = McpResult.of(CallToolResult.builder()
                .content(Collections.nCopies(50, image(base64(PNG), "image/png")))
                .build());
        assertThat(many.pictures()).hasSize(4);
        assertThat(many.text().lines())
                .filteredOn(line -> line.contains("left out"))
                .hasSize(46);

        ToolResult huge = result(image(base64(Drawn.largePng(40 << 20)), "image/png"));
        assertThat(huge.pictures()).isEmpty();
        assertThat(huge.text()).contains("40.0 MiB, left out").hasSizeLessThan(200);
    }
}
