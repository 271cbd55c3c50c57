package carillon.core.id;

/** An agent's id: a slug, unique in its world, what one types after {@code @}. */
public record AgentId(String value) {
    public AgentId {
        IdText.requireSlug("agent id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static AgentId parse(String value) {
        return new AgentId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
