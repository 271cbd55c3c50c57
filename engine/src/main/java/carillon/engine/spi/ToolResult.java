package carillon.engine.spi;

import carillon.core.tool.ToolReturn;
import java.util.List;
import java.util.Optional;

/**
 * What became of a call.
 *
 * @param failed   whether it did not do what was asked
 * @param text     what the model is given; bounded, and says where it was cut and what each picture is
 * @param diff     what was changed, as a unified diff for people
 * @param pictures for people; at most {@link ToolReturn#MOST_IMAGES}
 */
public record ToolResult(boolean failed, String text, Optional<String> diff, List<Picture> pictures) {
    public ToolResult {
        pictures = List.copyOf(pictures);
    }

    public static ToolResult of(String text) {
        return new ToolResult(false, text, Optional.empty(), List.of());
    }

    /** @param text what was wrong and what to do */
    public static ToolResult failure(String text) {
        return new ToolResult(true, text, Optional.empty(), List.of());
    }
}
