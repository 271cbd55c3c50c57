package carillon.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What one run of streams came to.
 *
 * @param complete  chats whose every token came once and in order
 * @param wrong     tokens of another chat, doubled or out of order, and prompts that showed another chat
 * @param cpu       of the program under test
 * @param megabytes resident, of the program under test, at the end
 */
record Result(
        Streams streams,
        String name,
        int complete,
        int wrong,
        Histogram micros,
        Duration wall,
        Duration cpu,
        long megabytes) {
    static Result of(Streams streams, String name, List<ChatReader> readers, Histogram micros, Duration wall) {
        int complete = 0;
        int wrong = 0;
        for (ChatReader reader : readers) {
            boolean whole = reader.trouble().isEmpty() && reader.check().good() == streams.tokens();
            if (whole) complete++;
            else
                System.err.println(
                        reader.check().tag() + ": " + reader.check().good() + " tokens. " + reader.trouble());
            wrong += reader.check().wrong();
        }
        return new Result(streams, name, complete, wrong, micros, wall, Duration.ZERO, 0);
    }

    Result costing(Duration spent, long resident) {
        return new Result(streams, name, complete, wrong, micros, wall, spent, resident);
    }

    Result withLeaks(int leaks) {
        return new Result(streams, name, complete, wrong + leaks, micros, wall, cpu, megabytes);
    }

    boolean isRight() {
        return complete == streams.chats() && wrong == 0;
    }

    double p99Millis() {
        return micros.getValueAtPercentile(99) / 1_000.0;
    }

    double microsAToken() {
        return cpu.toNanos() / 1_000.0 / streams.chats() / streams.tokens();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-9s %5d chats x %d tokens every %d ms: %d complete, %d wrong | wall %.1f s of %.1f | token age ms"
                        + " p50 %.2f p95 %.2f p99 %.2f max %.1f | %.0f µs CPU a token | %d MB",
                name,
                streams.chats(),
                streams.tokens(),
                streams.everyMillis(),
                complete,
                wrong,
                wall.toMillis() / 1_000.0,
                streams.ideal().toMillis() / 1_000.0,
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(95) / 1_000.0,
                p99Millis(),
                micros.getMaxValue() / 1_000.0,
                microsAToken(),
                megabytes);
    }
}
