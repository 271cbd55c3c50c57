package carillon.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible model that says what the last message tells it to: {@code tag=T tokens=200 every=20}. Each token
 * is {@code T:number:microseconds}, so that a reader can check order and age. Messages of another tag in the prompt are
 * counted as leaks.
 */
final class ScriptedModel implements AutoCloseable {
    private static final Pattern WISH = Pattern.compile("tag=(\\w+) tokens=(\\d+) every=(\\d+)");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Loop loop = new Loop("model");
    private final int port;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger mostActive = new AtomicInteger();
    private final AtomicInteger leaks = new AtomicInteger();

    ScriptedModel() throws IOException {
        port = loop.listen(Visit::new);
    }

    int port() {
        return port;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + "/v1";
    }

    /** How many answers were being given at once, at most, since this was last asked. */
    int mostActive() {
        return mostActive.getAndSet(0);
    }

    int leaks() {
        return leaks.get();
    }

    static String wish(String tag, int tokens, int everyMillis) {
        return "tag=" + tag + " tokens=" + tokens + " every=" + everyMillis;
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Visit implements Loop.Peer, HttpReader.Sink {
        private final Connection connection;
        private final HttpReader http = new HttpReader(this);
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean closed;
        private String tag = "";
        private int tokens;
        private long everyNanos;
        private int next;
        private long began;

        Visit(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void read(ByteBuffer bytes) {
            http.read(bytes);
        }

        @Override
        public void head(String firstLine, Map<String, String> headers) {
            body.reset();
        }

        @Override
        public void body(byte[] bytes, int offset, int count) {
            body.write(bytes, offset, count);
        }

        @Override
        public void end() {
            JsonNode messages = JSON.readTree(body.toByteArray()).path("messages");
            Matcher wish = WISH.matcher(text(messages.get(messages.size() - 1)));
            if (!wish.find()) {
                answerShortly();
                return;
            }
            tag = wish.group(1);
            tokens = Integer.parseInt(wish.group(2));
            everyNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(wish.group(3)));
            next = 0;
            for (JsonNode message : messages) {
                Matcher seen = WISH.matcher(text(message));
                if (seen.find() && !seen.group(1).equals(tag)) leaks.incrementAndGet();
            }
            mostActive.accumulateAndGet(active.incrementAndGet(), Math::max);
            connection.write(HEAD);
            began = System.nanoTime();
            go();
        }

        private static String text(JsonNode message) {
            return message.path("content").asString("");
        }

        private void answerShortly() {
            connection.write(HEAD);
            connection.write(chunk(event("{\"content\":\"Title\"}", "null")));
            finish();
        }

        private void go() {
            while (next < tokens && !closed && !connection.isFull()) {
                long due = began + next * everyNanos;
                if (due - System.nanoTime() > 0) {
                    loop.at(due, this::go);
                    return;
                }
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
                connection.write(chunk(event("{\"content\":\"" + tag + ":" + next + ":" + micros + " \"}", "null")));
                next++;
            }
            if (next < tokens || closed) return;
            active.decrementAndGet();
            finish();
        }

        private void finish() {
            connection.write(chunk(event("{}", "\"stop\"") + "data: [DONE]\n\n"));
            connection.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void drained() {
            if (next < tokens) go();
        }

        @Override
        public void closed() {
            if (!closed && next < tokens) active.decrementAndGet();
            closed = true;
        }

        private static String event(String delta, String finish) {
            return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish
                    + "}]}\n\n";
        }

        private static byte[] chunk(String text) {
            return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
    }
}
