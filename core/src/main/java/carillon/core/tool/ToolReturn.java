package carillon.core.tool;

import java.util.Optional;

/**
 * What came of a call of a tool.
 *
 * @param text    what the model is given; bounded by the tool
 * @param diff    what it changed, as a unified diff for people
 * @param ranWith the arguments it ran with when a person changed them
 */
public record ToolReturn(ToolOutcome outcome, String text, Optional<String> diff, Optional<String> ranWith) {
    /** One that ran nothing. */
    public static ToolReturn without(ToolOutcome outcome, String text) {
        return new ToolReturn(outcome, text, Optional.empty(), Optional.empty());
    }
}
