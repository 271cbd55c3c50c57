package carillon.models;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of server-sent events as its bytes arrive, however they are cut. One thread at a time. Lines and
 * events are at most {@link #MAX_BYTES} long.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">The format</a>
 */
final class SseParser {
    /** The longest line, and the longest event. */
    static final int MAX_BYTES = 1 << 20;

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Takes an event; says whether more are wanted. */
    interface Sink {
        boolean event(@Nullable String type, String data);
    }

    private final Sink sink;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /** The part of a line that came before the bytes at hand. */
    private byte[] carried = new byte[256];

    private int carriedBytes;
    private boolean atStart = true;
    private boolean afterCr;
    private boolean stopped;
    private @Nullable String type;
    private @Nullable String data;

    /** The event's data, once it has more than one line. */
    private @Nullable StringBuilder lines;

    SseParser(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes the next bytes and hands on the events that they complete.
     *
     * @return whether more is wanted
     * @throws GarbledException if a line or an event is too long, or is not UTF-8
     */
    boolean feed(byte[] bytes, int offset, int count) throws GarbledException {
        int lineStart = offset;
        int end = offset + count;
        for (int i = offset; i < end && !stopped; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                afterCr = false;
                continue;
            }
            boolean secondHalf = b == '\n' && afterCr;
            afterCr = b == '\r';
            if (!secondHalf) endOfLine(bytes, lineStart, i);
            lineStart = i + 1;
        }
        if (!stopped && lineStart < end) carry(bytes, lineStart, end);
        return !stopped;
    }

    /** Takes the end of the stream: an event whose lines are all there counts, half a line does not. */
    void end() {
        if (!stopped) dispatch();
    }

    private void endOfLine(byte[] bytes, int from, int to) throws GarbledException {
        if (carriedBytes == 0) {
            line(bytes, from, to);
            return;
        }
        carry(bytes, from, to);
        int length = carriedBytes;
        carriedBytes = 0;
        line(carried, 0, length);
    }

    private void carry(byte[] bytes, int from, int to) throws GarbledException {
        int length = carriedBytes + (to - from);
        if (length > MAX_BYTES) throw tooLong("a line");
        if (length > carried.length) carried = Arrays.copyOf(carried, Math.max(length, carried.length * 2));
        System.arraycopy(bytes, from, carried, carriedBytes, to - from);
        carriedBytes = length;
    }

    private void line(byte[] bytes, int start, int to) throws GarbledException {
        int from = start;
        if (atStart) {
            atStart = false;
            if (startsWith(bytes, from, to, BYTE_ORDER_MARK)) from += BYTE_ORDER_MARK.length;
        }
        if (to - from > MAX_BYTES) throw tooLong("a line");
        if (from == to) {
            dispatch();
        } else if (isField(bytes, from, to, DATA)) {
            addData(value(bytes, from + DATA.length, to));
        } else if (isField(bytes, from, to, EVENT)) {
            type = value(bytes, from + EVENT.length, to);
        }
    }

    private void addData(String line) throws GarbledException {
        if (data == null) {
            data = line;
            return;
        }
        if (lines == null) lines = new StringBuilder(data);
        if (lines.length() + line.length() > MAX_BYTES) throw tooLong("an event");
        lines.append('\n').append(line);
    }

    private void dispatch() {
        String whole = lines == null ? data : lines.toString();
        String named = type;
        data = null;
        lines = null;
        type = null;
        if (whole != null && !sink.event(named, whole)) stopped = true;
    }

    private static boolean isField(byte[] bytes, int from, int to, byte[] name) {
        return startsWith(bytes, from, to, name) && (from + name.length == to || bytes[from + name.length] == ':');
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private String value(byte[] bytes, int afterName, int to) throws GarbledException {
        int from = Math.min(afterName + 1, to);
        if (from < to && bytes[from] == ' ') from++;
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) return decoded(bytes, from, to);
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String decoded(byte[] bytes, int from, int to) throws GarbledException {
        try {
            return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException _) {
            throw new GarbledException("sent text that is not UTF-8");
        }
    }

    private static GarbledException tooLong(String what) {
        return new GarbledException("sent " + what + " of more than 1 MB");
    }
}
