package carillon.core.id;

/** The two alphabets that ids are written in. */
final class IdText {
    private static final int MAX_CHARS = 64;

    private IdText() {}

    static void requireToken(String what, String value) {
        boolean good =
                !value.isEmpty() && value.length() <= MAX_CHARS && value.chars().allMatch(IdText::tokenChar);
        if (!good) throw refused(what, value, "letters, digits, '-' and '_'");
    }

    static void requireSlug(String what, String value) {
        boolean good = !value.isEmpty()
                && value.length() <= MAX_CHARS
                && value.chars().allMatch(c -> tokenChar(c) && !(c >= 'A' && c <= 'Z'));
        if (!good) throw refused(what, value, "lower-case letters, digits, '-' and '_'");
    }

    private static IllegalArgumentException refused(String what, String value, String allowed) {
        String shown = value.length() <= MAX_CHARS ? value : value.substring(0, MAX_CHARS) + "…";
        return new IllegalArgumentException(
                "A " + what + " is 1 to " + MAX_CHARS + " " + allowed + ", not \"" + shown + "\"");
    }

    private static boolean tokenChar(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
