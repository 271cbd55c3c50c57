package carillon.app;

import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log record as text. What others wrote into a message cannot begin a line of its own nor steer a terminal, and what
 * looks like a secret is left out.
 */
final class LogLine {
    private static final Pattern SECRETS =
            Pattern.compile("(?i)(bearer\\s+|/start#|\\bsk-|api[-_]?key[\"'=:\\s]+)[\\w.~+/-]{6,}=*");
    private static final int MAX_CHARS = 8_000;
    private static final int MAX_FRAMES = 60;

    private final SimpleFormatter parameters = new SimpleFormatter();
    private final List<String> secrets;

    /** @param secrets left out wherever they stand */
    LogLine(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    String of(LogRecord each) {
        var text = new StringBuilder();
        text.append(each.getInstant())
                .append(' ')
                .append(each.getLevel().getName())
                .append(' ');
        text.append(clean(String.valueOf(each.getLoggerName())))
                .append(": ")
                .append(clean(parameters.formatMessage(each)));
        text.append('\n');
        String before = "";
        for (Throwable thrown = each.getThrown(); thrown != null; thrown = thrown.getCause()) {
            append(text, before, thrown);
            if (thrown.getCause() == thrown) break;
            before = "caused by ";
        }
        return text.toString();
    }

    private void append(StringBuilder text, String before, Throwable thrown) {
        text.append("  ").append(before).append(clean(thrown.toString())).append('\n');
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            text.append("    at ").append(clean(frames[i].toString())).append('\n');
        }
    }

    private String clean(String text) {
        String known = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
        for (String secret : secrets) known = known.replace(secret, "[secret]");
        Matcher found = SECRETS.matcher(known);
        return withoutControls(found.replaceAll("$1[secret]"));
    }

    private static String withoutControls(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            switch (each) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(each) || each == 0x2028 || each == 0x2029) {
                        out.append("\\u%04x".formatted(each));
                    } else {
                        out.appendCodePoint(each);
                    }
                }
            }
        });
        return out.toString();
    }
}
