package carillon.server.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * JSON as bytes in one buffer that is used again and again. It trusts its caller to balance brackets; texts may hold
 * anything. For one thread at a time.
 */
public final class JsonOut {
    private static final int SMALL = 1_024;
    private static final int KEPT = 128 * 1_024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes = new byte[SMALL];
    private int size;
    private boolean comma;

    public int size() {
        return size;
    }

    /** Forgets what was written, and a buffer that has grown very large. */
    public void clear() {
        size = 0;
        comma = false;
        if (bytes.length > KEPT) bytes = new byte[SMALL];
    }

    /** Forgets what was written from a place on. */
    public void cut(int from) {
        size = from;
        comma = false;
    }

    public JsonOut begin() {
        return open('{');
    }

    public JsonOut end() {
        return close('}');
    }

    public JsonOut beginList() {
        return open('[');
    }

    public JsonOut endList() {
        return close(']');
    }

    /** A field's name; ASCII without anything to escape. */
    public JsonOut key(String name) {
        separate();
        room(name.length() + 3);
        bytes[size++] = '"';
        ascii(name);
        bytes[size++] = '"';
        bytes[size++] = ':';
        return this;
    }

    /** A field's name that may hold anything. */
    public JsonOut name(String any) {
        value(any);
        room(1);
        bytes[size++] = ':';
        comma = false;
        return this;
    }

    public JsonOut field(String name, String value) {
        return key(name).value(value);
    }

    /** An id or a word of ours, which has nothing to escape. */
    public JsonOut word(String name, String value) {
        key(name);
        room(value.length() + 2);
        bytes[size++] = '"';
        ascii(value);
        bytes[size++] = '"';
        comma = true;
        return this;
    }

    public JsonOut field(String name, long value) {
        return key(name).value(value);
    }

    public JsonOut field(String name, boolean value) {
        key(name);
        return literal(value ? "true" : "false");
    }

    public JsonOut field(String name, Instant value) {
        return word(name, value.toString());
    }

    public JsonOut field(String name, Optional<String> value) {
        return value.isPresent() ? field(name, value.get()) : this;
    }

    public JsonOut nothing(String name) {
        key(name);
        return literal("null");
    }

    public JsonOut value(String text) {
        separate();
        quoted(text);
        comma = true;
        return this;
    }

    public JsonOut value(long number) {
        separate();
        digits(number);
        comma = true;
        return this;
    }

    public JsonOut value(double number) {
        separate();
        return literal(
                number == Math.rint(number) && Math.abs(number) < 1e9
                        ? Long.toString((long) number)
                        : Double.toString(number));
    }

    /** A value that is JSON already. */
    public JsonOut json(String value) {
        separate();
        raw(value.getBytes(StandardCharsets.UTF_8));
        comma = true;
        return this;
    }

    /** Bytes of this writer's own making, as they are, after which another field may follow. */
    public JsonOut again(byte[] part) {
        raw(part);
        comma = true;
        return this;
    }

    /** Bytes that are no JSON. */
    public void raw(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, bytes, size, part.length);
        size += part.length;
        comma = false;
    }

    public void rawDigits(long number) {
        digits(number);
        comma = false;
    }

    public void rawAscii(String text) {
        room(text.length());
        ascii(text);
        comma = false;
    }

    /** Starts a value of its own beside those before it. */
    public void apart() {
        comma = false;
    }

    /** Leaves room for {@code count} bytes that {@link #set} fills in later. */
    public void skip(int count) {
        room(count);
        size += count;
        comma = false;
    }

    public void set(int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Moves everything from a place up to the end towards the front. */
    public void pull(int from, int by) {
        System.arraycopy(bytes, from, bytes, from - by, size - from);
        size -= by;
    }

    public byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    public byte[] bytes() {
        return copy(0);
    }

    public void writeTo(OutputStream out, int from, int count) throws IOException {
        out.write(bytes, from, count);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private JsonOut open(char bracket) {
        separate();
        room(1);
        bytes[size++] = (byte) bracket;
        comma = false;
        return this;
    }

    private JsonOut close(char bracket) {
        room(1);
        bytes[size++] = (byte) bracket;
        comma = true;
        return this;
    }

    private JsonOut literal(String text) {
        room(text.length());
        ascii(text);
        comma = true;
        return this;
    }

    private void separate() {
        if (!comma) return;
        room(1);
        bytes[size++] = ',';
        comma = false;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) bytes[size++] = (byte) text.charAt(i);
    }

    private void digits(long number) {
        if (number >= 0 && number < 10) {
            room(1);
            bytes[size++] = (byte) ('0' + number);
            return;
        }
        String text = Long.toString(number);
        room(text.length());
        ascii(text);
    }

    private void quoted(String text) {
        int length = text.length();
        room(length + 2);
        bytes[size++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
                i++;
            } else {
                i += unusual(text, i, c);
                room(length - i + 1);
            }
        }
        bytes[size++] = '"';
    }

    /** One character that is escaped or takes more than one byte; how many UTF-16 units it was. */
    private int unusual(String text, int at, char c) {
        room(6);
        if (c < 0x80) {
            escaped(c);
            return 1;
        }
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            bytes[size++] = (byte) (0x80 | (c & 0x3F));
            return 1;
        }
        if (!Character.isSurrogate(c)) {
            threeBytes(c);
            return 1;
        }
        boolean paired =
                Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        if (!paired) {
            threeBytes(REPLACEMENT);
            return 1;
        }
        int point = Character.toCodePoint(c, text.charAt(at + 1));
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
        return 2;
    }

    private void threeBytes(int point) {
        bytes[size++] = (byte) (0xE0 | (point >> 12));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 0xF];
            }
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
