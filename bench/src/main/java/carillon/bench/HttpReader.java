package carillon.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads HTTP/1.1 messages, requests or answers, from bytes as they come. Enough for programs that speak it well. */
final class HttpReader {
    /** What was read. */
    interface Sink {
        void head(String firstLine, Map<String, String> headers);

        void body(byte[] bytes, int offset, int count);

        void end();
    }

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        LAST_LINE
    }

    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] piece = new byte[16 * 1_024];
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String firstLine = "";
    private Part part = Part.HEAD;
    private long left;

    HttpReader(Sink sink) {
        this.sink = sink;
    }

    void read(ByteBuffer in) {
        while (in.hasRemaining()) {
            switch (part) {
                case BODY, CHUNK -> body(in);
                case HEAD, CHUNK_SIZE, CHUNK_END, LAST_LINE -> {
                    byte next = in.get();
                    if (next != '\n') {
                        if (next != '\r') line.write(next);
                        continue;
                    }
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    line.reset();
                    line(text);
                }
            }
        }
    }

    private void line(String text) {
        switch (part) {
            case HEAD -> head(text);
            case CHUNK_SIZE -> {
                left = Long.parseLong(text.strip(), 16);
                part = left == 0 ? Part.LAST_LINE : Part.CHUNK;
            }
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case LAST_LINE -> end();
            case BODY, CHUNK -> throw new IllegalStateException("A body has no lines");
        }
    }

    private void head(String text) {
        if (firstLine.isEmpty()) {
            firstLine = text;
            return;
        }
        if (!text.isEmpty()) {
            int colon = text.indexOf(':');
            headers.put(text.substring(0, colon), text.substring(colon + 1).strip());
            return;
        }
        sink.head(firstLine, headers);
        if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
            part = Part.CHUNK_SIZE;
            return;
        }
        left = Long.parseLong(headers.getOrDefault("Content-Length", "0"));
        if (left == 0) end();
        else part = Part.BODY;
    }

    private void body(ByteBuffer in) {
        while (left > 0 && in.hasRemaining()) {
            int count = (int) Math.min(Math.min(left, in.remaining()), piece.length);
            in.get(piece, 0, count);
            left -= count;
            sink.body(piece, 0, count);
        }
        if (left > 0) return;
        if (part == Part.CHUNK) part = Part.CHUNK_END;
        else end();
    }

    private void end() {
        part = Part.HEAD;
        firstLine = "";
        headers.clear();
        sink.end();
    }
}
