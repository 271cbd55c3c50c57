package carillon.core.id;

/** The id of an image that a tool gave: what its bytes come to, so equal images have equal ids. */
public record ImageId(String value) {
    public ImageId {
        IdText.requireToken("image id", value);
    }

    /**
     * Reads an id that came from outside.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is allowed
     */
    public static ImageId parse(String value) {
        return new ImageId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
