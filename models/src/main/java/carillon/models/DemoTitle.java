package carillon.models;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes a title out of the first words of a conversation, which is all that the demo model can do. */
final class DemoTitle {
    private static final int MAX_WORDS = 6;
    private static final int MAX_CHARS = 60;

    private DemoTitle() {}

    /** @param request a request for a title; the conversation begins on its second line */
    static String from(String request) {
        String first = request.lines()
                .skip(1)
                .map(line -> line.replaceAll("[`*_#>|\\[\\]\"“”]+", "").strip())
                .map(line -> line.replaceFirst("^@[a-z0-9_-]+[:,]?\\s*", ""))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("Demo chat");
        String title = Arrays.stream(first.split("\\s+")).limit(MAX_WORDS).collect(Collectors.joining(" "));
        title = Plain.line(title.replaceFirst("[.,;:!?]+$", ""), MAX_CHARS);
        return title.isEmpty() ? "Demo chat" : Character.toTitleCase(title.charAt(0)) + title.substring(1);
    }
}
