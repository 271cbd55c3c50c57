package carillon.core.id;

/** The id of one request to a provider. */
public record CallId(String value) {
    public CallId {
        IdText.requireToken("call id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static CallId parse(String value) {
        return new CallId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
