package carillon.models;

/** A provider's key, which no message, log line or {@code toString} shows. */
record Secret(String value) {
    private static final int MAX_CHARS = 4_096;

    /**
     * @throws IllegalArgumentException if it could not be sent as a header; the message does not show it
     */
    Secret {
        value = value.strip();
        boolean good =
                !value.isEmpty() && value.length() <= MAX_CHARS && value.chars().allMatch(c -> c > ' ' && c < 127);
        if (!good) {
            throw new IllegalArgumentException(
                    "A key is 1 to " + MAX_CHARS + " printable ASCII characters without spaces; this one is not");
        }
    }

    /** The text without this key and without anything else that looks like one. */
    String removedFrom(String text) {
        return withoutKeys(text.replace(value, "(key)"));
    }

    static String withoutKeys(String text) {
        return text.replaceAll("\\b(sk|pk|rk)-[^\\s\"',;)]{4,}", "(key)")
                .replaceAll("(?i)\\bBearer\\s+[^\\s\"',;)]+", "Bearer (key)");
    }

    @Override
    public String toString() {
        return "(key)";
    }
}
