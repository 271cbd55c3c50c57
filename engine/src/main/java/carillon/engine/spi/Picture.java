package carillon.engine.spi;

import carillon.core.id.ImageId;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An image with its bytes. Immutable; two are equal when they show the same bytes in the same way. */
public final class Picture {
    private final ToolImage image;
    private final byte[] bytes;

    private Picture(ToolImage image, byte[] bytes) {
        this.image = image;
        this.bytes = bytes;
    }

    /**
     * @param width  in pixels
     * @param height in pixels
     * @throws IllegalArgumentException if it is larger than a {@link ToolImage} may be
     */
    public static Picture of(ImageType type, int width, int height, byte[] bytes) {
        byte[] own = bytes.clone();
        return new Picture(new ToolImage(idOf(own), type, own.length, width, height), own);
    }

    /** The SHA-256 of the bytes in hex, so that what was changed is not what it is called. */
    private static ImageId idOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ImageId(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public ToolImage image() {
        return image;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && image.equals(picture.image);
    }

    @Override
    public int hashCode() {
        return image.hashCode();
    }

    @Override
    public String toString() {
        return image.toString();
    }
}
