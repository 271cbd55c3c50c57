package carillon.models;

/** Puts characters together again whose two UTF-16 halves came in different pieces. One thread at a time. */
final class WholeCharacters {
    private String half = "";

    /** As much of the text as ends with a whole character. */
    String whole(String more) {
        if (more.isEmpty()) return more;
        String text = half.isEmpty() ? more : half + more;
        char last = text.charAt(text.length() - 1);
        if (!Character.isHighSurrogate(last)) {
            half = "";
            return text;
        }
        half = String.valueOf(last);
        return text.substring(0, text.length() - 1);
    }

    /** A half that the other never came to. */
    String rest() {
        String rest = half.isEmpty() ? "" : "\uFFFD";
        half = "";
        return rest;
    }
}
