package carillon.core.tool;

import carillon.core.id.ImageId;

/**
 * An image that a tool gave, for the person who reads the chat; no model is shown it. Its bytes are kept beside the log,
 * so that whatever carries a result stays small.
 *
 * @param bytes  its size
 * @param width  in pixels, from 1
 * @param height in pixels, from 1
 */
public record ToolImage(ImageId id, ImageType type, int bytes, int width, int height) {
    /** The most that one may have. */
    public static final int MOST_BYTES = 256 << 10;

    /** What a browser may have to unpack for one. */
    public static final int MOST_PIXELS = 25_000_000;

    public ToolImage {
        boolean fits =
                bytes >= 1 && bytes <= MOST_BYTES && width >= 1 && height >= 1 && (long) width * height <= MOST_PIXELS;
        if (!fits) {
            throw new IllegalArgumentException("An image has 1 to " + MOST_BYTES + " bytes and 1 to " + MOST_PIXELS
                    + " pixels, not " + bytes + " bytes and " + width + " × " + height);
        }
    }
}
