package carillon.core.chat;

import carillon.core.tool.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a model call has streamed so far. */
public record Said(String text, String reasoning) {
    public static final Said NOTHING = new Said("", "");

    /** What was said, and then the tools that were asked for. */
    List<Part> partsWith(List<ToolUse> uses) {
        var parts = new ArrayList<>(parts());
        for (ToolUse use : uses) {
            parts.add(new Part.ToolCall(use.id(), use.tool(), use.arguments(), Optional.empty()));
        }
        return parts;
    }

    List<Part> parts() {
        var parts = new ArrayList<Part>();
        if (!reasoning.isBlank()) parts.add(new Part.Reasoning(reasoning));
        if (!text.isBlank()) parts.add(new Part.Text(text));
        return parts;
    }
}
