package carillon.core.id;

/** A schedule's id: at most {@value #MAX_CHARS} characters of a slug, unique in its world. */
public record ScheduleId(String value) {
    /** Leaves room for a time behind it in the id of a message. */
    public static final int MAX_CHARS = 40;

    public ScheduleId {
        IdText.requireSlug("schedule id", value);
        if (value.length() > MAX_CHARS) {
            throw new IllegalArgumentException("A schedule id has at most " + MAX_CHARS + " characters");
        }
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ScheduleId parse(String value) {
        return new ScheduleId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
