package carillon.core.id;

/** The id of a service that runs models, such as {@code openai} or {@code demo}. */
public record ProviderId(String value) {
    public ProviderId {
        IdText.requireSlug("provider id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ProviderId parse(String value) {
        return new ProviderId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
