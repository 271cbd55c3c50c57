package carillon.core.chat;

import java.util.ArrayList;
import java.util.List;

/** What a model call has streamed so far. */
public record Said(String text, String reasoning) {
    public static final Said NOTHING = new Said("", "");

    List<Part> parts() {
        var parts = new ArrayList<Part>();
        if (!reasoning.isBlank()) parts.add(new Part.Reasoning(reasoning));
        if (!text.isBlank()) parts.add(new Part.Text(text));
        return parts;
    }
}
