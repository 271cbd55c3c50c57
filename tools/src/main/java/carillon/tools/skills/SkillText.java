package carillon.tools.skills;

import carillon.tools.call.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A {@code SKILL.md}.
 *
 * @param description one line, from its front matter
 * @param body        all after the front matter
 */
record SkillText(String name, String description, String body) {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_HEAD_LINES = 100;
    /** A line that goes on in the next one, which begins with blanks. */
    private static final Pattern CONTINUED = Pattern.compile("\\s*\\n[ \\t]+");
    /** What YAML puts before a text of several lines. */
    private static final Pattern BLOCK = Pattern.compile("^[>|][+-]?( |$)");

    /** Reads a file that begins with {@code name} and {@code description} between two lines of dashes. */
    static Optional<SkillText> of(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !isFence(lines.getFirst())) return Optional.empty();
        OptionalInt end = IntStream.range(1, Math.min(lines.size(), MOST_HEAD_LINES))
                .filter(i -> isFence(lines.get(i)))
                .findFirst();
        if (end.isEmpty()) return Optional.empty();
        String head = CONTINUED
                .matcher(String.join("\n", lines.subList(1, end.getAsInt())))
                .replaceAll(" ");
        String body = String.join("\n", lines.subList(end.getAsInt() + 1, lines.size()));
        return value(head, "name:")
                .flatMap(name ->
                        value(head, "description:").map(description -> new SkillText(name, description, body.strip())));
    }

    private static boolean isFence(String line) {
        return line.strip().equals("---");
    }

    private static Optional<String> value(String head, String key) {
        return head.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> plain(line.substring(key.length())))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String plain(String written) {
        String value = BLOCK.matcher(PlainText.line(written, LONGEST_LINE)).replaceFirst("");
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
