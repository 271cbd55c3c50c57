package carillon.core.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a message.
 *
 * @param end  the line break after it; empty at the end of the message
 * @param code whether it belongs to a fenced block of code, where nothing is a mention
 * @see <a href="https://spec.commonmark.org/0.31.2/#fenced-code-blocks">Fenced code blocks</a>
 */
record MessageLine(String text, String end, boolean code) {
    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(?<marks>`{3,}+(?!.*`)|~{3,}+)(?<rest>.*)");

    static List<MessageLine> of(String message) {
        var lines = new ArrayList<MessageLine>();
        String fence = "";
        int from = 0;
        Matcher lineBreak = BREAK.matcher(message);
        while (from < message.length()) {
            boolean last = !lineBreak.find(from);
            String text = message.substring(from, last ? message.length() : lineBreak.start());
            String end = last ? "" : lineBreak.group();
            String next = fenceAfter(text, fence);
            lines.add(new MessageLine(text, end, !fence.isEmpty() || !next.isEmpty()));
            fence = next;
            from += text.length() + end.length();
        }
        return lines;
    }

    /** The marks that the block of code began with in which the next line stands; empty when it stands in none. */
    private static String fenceAfter(String line, String open) {
        Matcher fence = FENCE.matcher(line);
        if (!fence.matches()) return open;
        String marks = fence.group("marks");
        if (open.isEmpty()) return marks;
        boolean closes = marks.startsWith(open) && fence.group("rest").isBlank();
        return closes ? "" : open;
    }

    MessageLine with(String changed) {
        return new MessageLine(changed, end, code);
    }

    static String joined(List<MessageLine> lines) {
        var text = new StringBuilder();
        for (MessageLine line : lines) text.append(line.text).append(line.end);
        return text.toString();
    }
}
