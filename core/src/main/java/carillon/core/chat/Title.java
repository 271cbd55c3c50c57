package carillon.core.chat;

import carillon.core.text.Beginning;
import java.util.Set;
import java.util.regex.Pattern;

/** What a chat is called. The text is empty only while there is nothing to call it by. */
public record Title(String text, TitleSource source) {
    /** The longest title, in characters. */
    public static final int MAX_CHARS = 200;

    private static final int EXCERPT_CHARS = 60;
    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    private static final Pattern BRANCH_MARK = Pattern.compile(" \\(branch(?: \\d+)?\\)$");
    static final Title NONE = new Title("", TitleSource.NONE);

    public Title {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "A title has at most " + MAX_CHARS + " characters, not " + text.length());
        }
    }

    /** The beginning of a chat's first message, until there is something better. */
    static Title excerpt(String message) {
        String line = oneLine(message);
        if (line.length() > EXCERPT_CHARS)
            line = Beginning.of(line, EXCERPT_CHARS - 1).strip() + "…";
        return line.isEmpty() ? NONE : new Title(line, TitleSource.FIRST_MESSAGE);
    }

    /** What a copy of the chat is called: like it, with the first number that sets it apart from the titles taken. */
    public Title ofBranch(Set<String> taken) {
        if (text.isEmpty()) return this;
        String name = BRANCH_MARK.matcher(text).replaceFirst("");
        for (int number = 1; ; number++) {
            String mark = number == 1 ? " (branch)" : " (branch " + number + ")";
            String branch = Beginning.of(name, MAX_CHARS - mark.length()).strip() + mark;
            if (!taken.contains(branch)) return new Title(branch, source);
        }
    }

    /** Any text as a title: one line, without control characters, quotes around it or anything past the limit. */
    public static String clean(String text) {
        String line = oneLine(text).replaceAll("^[\"'“”#*\\s]+|[\"'“”*\\s]+$", "");
        return Beginning.of(line, MAX_CHARS);
    }

    private static String oneLine(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }
}
