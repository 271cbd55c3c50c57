package carillon.tools.call;

import carillon.core.text.Beginning;
import java.util.regex.Pattern;

/** Text from outside, made fit to be read. */
public final class PlainText {
    private static final int LONGEST_QUOTE = 120;
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\s\\u2028\\u2029\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]+");

    private PlainText() {}

    /** One line without control characters and what turns the direction of writing, at most so many characters. */
    public static String line(String text, int mostChars) {
        String line =
                UNFIT.matcher(Beginning.of(text, mostChars * 2)).replaceAll(" ").strip();
        return line.length() <= mostChars ? line : Beginning.of(line, mostChars) + "…";
    }

    /** A value as it may stand in a sentence. */
    public static String quoted(String text) {
        return "\"" + line(text, LONGEST_QUOTE) + "\"";
    }

    /**
     * The text as it may be shown to a person who decides about it: what cannot be seen, or turns what one reads, is
     * written as {@code \}{@code u{…}}; line breaks and tabs stay.
     */
    public static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSeen(c)) shown.appendCodePoint(c);
            else shown.append("\\u{").append(Integer.toHexString(c)).append('}');
        });
        return shown.toString();
    }

    private static boolean isSeen(int c) {
        if (c == '\n' || c == '\t' || c == ' ') return true;
        return !Character.isISOControl(c)
                && !Character.isSpaceChar(c)
                && switch (Character.getType(c)) {
                    case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
