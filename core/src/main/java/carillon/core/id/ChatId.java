package carillon.core.id;

/** A chat's id, unguessable and unique over all worlds. */
public record ChatId(String value) {
    public ChatId {
        IdText.requireToken("chat id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ChatId parse(String value) {
        return new ChatId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
