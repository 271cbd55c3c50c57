package carillon.models;

import carillon.core.text.Beginning;
import java.time.Duration;
import java.util.regex.Pattern;

/** Text from outside, made fit to be shown in a sentence. */
final class Plain {
    /** Control characters, line breaks, and what turns the direction of writing. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\s\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

    private Plain() {}

    /** One line without control characters, at most so many characters. */
    static String line(String text, int maxChars) {
        String line = UNFIT.matcher(text).replaceAll(" ").strip();
        return line.length() <= maxChars ? line : Beginning.of(line, maxChars) + "…";
    }

    /** A length of time as one would say it. */
    static String duration(Duration length) {
        if (length.toMillis() < 10_000 && length.toMillis() % 1000 != 0) {
            return Math.max(1, length.toMillis() / 100) / 10.0 + " s";
        }
        if (length.toSeconds() < 120) return length.toSeconds() + " s";
        if (length.toMinutes() < 120) return length.toMinutes() + " min";
        return length.toHours() + " h";
    }
}
