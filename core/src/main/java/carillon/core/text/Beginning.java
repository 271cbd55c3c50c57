package carillon.core.text;

/** The beginning of a text. */
public final class Beginning {
    private Beginning() {}

    /**
     * The text, or its beginning without half a character at the end.
     *
     * @param most how long it may be, in UTF-16 units, from 0
     */
    public static String of(String text, int most) {
        if (text.length() <= most) return text;
        boolean splits = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splits ? most - 1 : most);
    }
}
