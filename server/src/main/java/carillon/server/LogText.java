package carillon.server;

import org.jspecify.annotations.Nullable;

/** Text from elsewhere as one log line. */
final class LogText {
    private static final int MAX_CHARS = 500;

    private LogText() {}

    /** The text with control characters written out, so that it cannot pretend to be another line. */
    static String of(@Nullable String text) {
        if (text == null) return "";
        var line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
            char c = text.charAt(i);
            boolean plain = !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
            if (plain) line.append(c);
            else line.append("\\u").append(String.format("%04x", (int) c));
        }
        return line.toString();
    }
}
