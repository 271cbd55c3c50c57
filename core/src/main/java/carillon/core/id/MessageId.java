package carillon.core.id;

/** A message's id within its chat; a sender may choose it, so that sending again is harmless. */
public record MessageId(String value) {
    public MessageId {
        IdText.requireToken("message id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static MessageId parse(String value) {
        return new MessageId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
