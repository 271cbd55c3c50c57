package carillon.core.id;

/** The id of something a person is asked. */
public record QuestionId(String value) {
    public QuestionId {
        IdText.requireToken("question id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static QuestionId parse(String value) {
        return new QuestionId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
