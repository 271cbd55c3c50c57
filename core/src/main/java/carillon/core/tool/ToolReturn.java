package carillon.core.tool;

import java.util.List;
import java.util.Optional;

/**
 * What came of a call of a tool.
 *
 * @param text    what the model is given; bounded by the tool
 * @param diff    what it changed, as a unified diff for people
 * @param images  for people; at most {@link #MOST_IMAGES}
 * @param ranWith the arguments it ran with when a person changed them
 */
public record ToolReturn(
        ToolOutcome outcome, String text, Optional<String> diff, List<ToolImage> images, Optional<String> ranWith) {
    public static final int MOST_IMAGES = 4;

    public ToolReturn {
        images = List.copyOf(images);
        if (images.size() > MOST_IMAGES) {
            throw new IllegalArgumentException("A result has at most " + MOST_IMAGES + " images, not " + images.size());
        }
    }

    /** One that ran nothing. */
    public static ToolReturn without(ToolOutcome outcome, String text) {
        return new ToolReturn(outcome, text, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same, run with these arguments. */
    public ToolReturn ranWith(Optional<String> arguments) {
        return new ToolReturn(outcome, text, diff, images, arguments);
    }
}
