package carillon.tools.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;

/** Reads lines, none of them into more memory than said; what is not UTF-8 becomes U+FFFD. One thread at a time. */
final class BoundedLines {
    private final BufferedReader reader;
    private final int longest;
    private boolean ended;

    /** @param longest in characters; the rest of a line is passed over */
    BoundedLines(InputStream in, int longest) {
        this.reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.longest = longest;
    }

    /** The next line without its end, or nothing after the last one. */
    Optional<String> next() throws IOException {
        if (ended) return Optional.empty();
        var line = new StringBuilder();
        boolean any = false;
        for (int c; (c = reader.read()) >= 0; ) {
            any = true;
            if (c == '\n') return Optional.of(withoutReturn(line));
            if (line.length() < longest) line.append((char) c);
        }
        ended = true;
        return any ? Optional.of(withoutReturn(line)) : Optional.empty();
    }

    private static String withoutReturn(StringBuilder line) {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
