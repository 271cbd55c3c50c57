package carillon.core.id;

/** The id of one turn of a chat. */
public record TurnId(String value) {
    public TurnId {
        IdText.requireToken("turn id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static TurnId parse(String value) {
        return new TurnId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
