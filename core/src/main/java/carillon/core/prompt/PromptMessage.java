package carillon.core.prompt;

import carillon.core.chat.Part;
import carillon.core.tool.ToolReturn;
import java.util.List;

/**
 * One message of what a model is shown.
 *
 * @param calls the tools that it asked for there, each with its result, in its order; only of an assistant's message
 */
public record PromptMessage(Role role, String text, List<Part.ToolCall> calls) {
    /** Roles as in the providers' chat interfaces. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    private static final String NO_RESULT = "There is no result yet.";

    public PromptMessage {
        calls = List.copyOf(calls);
    }

    public PromptMessage(Role role, String text) {
        this(role, text, List.of());
    }

    /** What a model is told that came of a call of its. */
    public static String resultOf(Part.ToolCall call) {
        return call.result().map(PromptMessage::told).orElse(NO_RESULT);
    }

    private static String told(ToolReturn result) {
        String prefix = switch (result.outcome()) {
            case RETURNED -> "";
            case FAILED -> "Failed: ";
            case REFUSED -> "Refused: ";
            case DENIED -> "Denied: ";
            case STOPPED -> "Stopped: ";
            case UNKNOWN -> "Unknown: ";
        };
        String changed = result.ranWith()
                .map(arguments -> "A person changed the arguments to " + arguments + "\n")
                .orElse("");
        return changed + prefix + result.text();
    }

    /** All of it in one text: what was said, and each call with its result. */
    String whole() {
        if (calls.isEmpty()) return text;
        var whole = new StringBuilder(text);
        for (Part.ToolCall call : calls) {
            whole.append("\n[")
                    .append(call.tool())
                    .append(' ')
                    .append(call.arguments())
                    .append("]\n")
                    .append(resultOf(call));
        }
        return whole.toString();
    }
}
