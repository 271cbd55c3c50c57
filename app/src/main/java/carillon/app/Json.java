package carillon.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One flat object of texts, whole numbers and truth values. Enough for the start line and the note in the data folder,
 * and it spares {@code status} and {@code stop} the loading of a JSON library.
 */
final class Json {
    private static final Pattern MEMBER =
            Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+|true|false))");

    private final Map<String, Object> members = new LinkedHashMap<>();

    Json with(String name, String value) {
        members.put(name, value);
        return this;
    }

    Json with(String name, long value) {
        members.put(name, value);
        return this;
    }

    Json with(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    /** The value of a member as it stands in the text, with its escapes. */
    static Optional<String> find(String object, String name) {
        Matcher member = MEMBER.matcher(object);
        while (member.find()) {
            if (member.group(1).equals(name)) {
                return Optional.of(member.group(2) == null ? member.group(3) : member.group(2));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":"
                        + (member.getValue() instanceof String text ? quoted(text) : member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\') {
                out.append('\\').append((char) each);
            } else if (each < ' ') {
                out.append("\\u%04x".formatted(each));
            } else {
                out.append((char) each);
            }
        });
        return out.append('"').toString();
    }
}
