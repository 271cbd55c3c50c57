package carillon.core.id;

/** The id of one call of a tool, made by us; what a model calls it is not used. */
public record ToolCallId(String value) {
    public ToolCallId {
        IdText.requireToken("tool call id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ToolCallId parse(String value) {
        return new ToolCallId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
