package carillon.core.id;

/** A world's id: a slug of its first name, kept when it is renamed. */
public record WorldId(String value) {
    public WorldId {
        IdText.requireSlug("world id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static WorldId parse(String value) {
        return new WorldId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
