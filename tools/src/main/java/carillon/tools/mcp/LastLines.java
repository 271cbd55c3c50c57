package carillon.tools.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The last of what a program wrote to its errors. Safe for many threads. */
final class LastLines {
    private static final int MOST_LINES = 5;
    private static final int LONGEST_LINE = 300;

    /** What left the group of an ended program may still hold its errors open. */
    private static final Duration TO_THE_END = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> lines = new ArrayDeque<>();
    private @Nullable Thread reader;

    /** Reads until the program is gone. To be called once at most, before anything else. */
    void follow(InputStream from) {
        reader = Thread.ofVirtual().name("carillon-mcp-errors").start(() -> readAll(from));
    }

    /** All that it wrote; to be called when the program was ended. */
    String atTheEnd() throws InterruptedException {
        if (reader != null) reader.join(TO_THE_END);
        return text();
    }

    private void readAll(InputStream from) {
        try (var reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            var line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    add(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
            }
            add(line.toString());
        } catch (IOException _) {
            // it is gone
        }
    }

    private void add(String line) {
        if (line.isBlank()) return;
        lock.lock();
        try {
            lines.add(line.strip());
            if (lines.size() > MOST_LINES) lines.remove();
        } finally {
            lock.unlock();
        }
    }

    private String text() {
        lock.lock();
        try {
            return String.join(" ", lines);
        } finally {
            lock.unlock();
        }
    }
}
