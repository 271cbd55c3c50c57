package carillon.core.id;

/** The id of what one agent does in a turn. */
public record ReplyId(String value) {
    public ReplyId {
        IdText.requireToken("reply id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ReplyId parse(String value) {
        return new ReplyId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
