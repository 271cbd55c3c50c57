package carillon.engine.spi;

import java.util.Optional;

/**
 * What became of a call.
 *
 * @param failed whether it did not do what was asked
 * @param text   what the model is given; bounded, and says where it was cut
 * @param diff   what was changed, as a unified diff for people
 */
public record ToolResult(boolean failed, String text, Optional<String> diff) {
    public static ToolResult of(String text) {
        return new ToolResult(false, text, Optional.empty());
    }

    /** @param text what was wrong and what to do */
    public static ToolResult failure(String text) {
        return new ToolResult(true, text, Optional.empty());
    }
}
