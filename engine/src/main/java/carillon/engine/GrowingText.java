package carillon.engine;

import java.util.Arrays;

/** A text that only grows: one thread appends, any number read without waiting. */
final class GrowingText {
    private static final int FIRST_CHARS = 256;

    private volatile Extent now = new Extent(new char[FIRST_CHARS], 0);

    /** Characters before {@code length} never change again. */
    private static final class Extent {
        private final char[] chars;
        private final int length;

        Extent(char[] chars, int length) {
            this.chars = chars;
            this.length = length;
        }
    }

    void append(CharSequence more) {
        Extent before = now;
        int length = Math.addExact(before.length, more.length());
        char[] chars = before.chars;
        if (length > chars.length) chars = Arrays.copyOf(chars, Math.max(length, chars.length * 2));
        for (int i = 0; i < more.length(); i++) chars[before.length + i] = more.charAt(i);
        now = new Extent(chars, length);
    }

    int length() {
        return now.length;
    }

    /** At most {@code limit} characters from a place on, never ending inside a surrogate pair. */
    String slice(int from, int limit) {
        Extent extent = now;
        int end = Math.min(extent.length, from + limit);
        if (end > from && Character.isHighSurrogate(extent.chars[end - 1])) end--;
        return new String(extent.chars, from, end - from);
    }

    /** All of it, a half surrogate pair at the end included. */
    @Override
    public String toString() {
        Extent extent = now;
        return new String(extent.chars, 0, extent.length);
    }
}
