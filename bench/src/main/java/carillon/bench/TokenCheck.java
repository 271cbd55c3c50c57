package carillon.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Checks one chat's tokens as they come: each once, in order, its own; and notes how old each is. For one thread. */
final class TokenCheck {
    private final String tag;
    private final Histogram micros;
    private final StringBuilder part = new StringBuilder();
    private int next;
    private int wrong;

    TokenCheck(String tag, Histogram micros) {
        this.tag = tag;
        this.micros = micros;
    }

    String tag() {
        return tag;
    }

    int good() {
        return next;
    }

    /** Tokens of another chat, doubled or out of order. */
    int wrong() {
        return wrong;
    }

    void text(String piece) {
        part.append(piece);
        int from = 0;
        for (int blank; (blank = part.indexOf(" ", from)) >= 0; from = blank + 1) token(part.substring(from, blank));
        part.delete(0, from);
    }

    private void token(String token) {
        String[] parts = token.split(":");
        if (parts.length != 3 || !parts[0].equals(tag) || Integer.parseInt(parts[1]) != next) {
            wrong++;
            return;
        }
        next++;
        long age = TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) - Long.parseLong(parts[2]);
        micros.recordValue(Math.max(0, age));
    }
}
