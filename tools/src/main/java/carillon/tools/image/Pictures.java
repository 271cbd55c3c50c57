package carillon.tools.image;

import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolReturn;
import carillon.engine.spi.Picture;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The images of one result, as far as they are shown, and what a model is told of each, since it sees none. Used on one
 * thread.
 */
public final class Pictures {
    /** Of the base64 of an image that is not too large. */
    private static final int MOST_BASE64 = (ToolImage.MOST_BYTES + 2) / 3 * 4;

    private final List<Picture> shown = new ArrayList<>();

    /** Those that are shown. */
    public List<Picture> shown() {
        return List.copyOf(shown);
    }

    /**
     * Takes in an image.
     *
     * @return what a model is told of it, also when it is left out; empty when it is no image that can be shown
     */
    public Optional<String> take(byte[] bytes) {
        return take(bytes, bytes.length);
    }

    /**
     * Takes in an image.
     *
     * @param start its first bytes, and all of them if there are no more than an image may have
     * @param bytes how many it has
     */
    public Optional<String> take(byte[] start, long bytes) {
        return ImageHeader.of(start).map(header -> take(header, start, bytes));
    }

    /**
     * Takes in an image; of a very large one no more is decoded than tells what it is.
     *
     * @throws IllegalArgumentException if that is no base64
     */
    public Optional<String> takeBase64(String base64) {
        if (base64.length() <= MOST_BASE64) return take(Base64.getDecoder().decode(base64));
        byte[] start = Base64.getDecoder().decode(base64.substring(0, MOST_BASE64));
        return take(start, base64.length() / 4L * 3);
    }

    private String take(ImageHeader header, byte[] content, long bytes) {
        String what = header.type().mediaType() + ", " + header.width() + " × " + header.height() + ", " + size(bytes);
        Optional<String> tooMuch = tooMuch(header, bytes);
        if (tooMuch.isPresent()) return "[An image, " + what + ", left out: " + tooMuch.get() + ".]";
        shown.add(Picture.of(header.type(), header.width(), header.height(), content));
        return "[Image " + shown.size() + ": " + what + ". The person sees it; you do not.]";
    }

    private Optional<String> tooMuch(ImageHeader header, long bytes) {
        if (bytes > ToolImage.MOST_BYTES) {
            return Optional.of("one of more than " + size(ToolImage.MOST_BYTES) + " is not shown");
        }
        if ((long) header.width() * header.height() > ToolImage.MOST_PIXELS) {
            return Optional.of(
                    "one of more than " + ToolImage.MOST_PIXELS / 1_000_000 + " million pixels is not shown");
        }
        boolean full = shown.size() == ToolReturn.MOST_IMAGES;
        return full ? Optional.of("no more than " + ToolReturn.MOST_IMAGES + " are shown at once") : Optional.empty();
    }

    private static String size(long bytes) {
        if (bytes < 1 << 10) return bytes + " bytes";
        if (bytes < 1 << 20) return Math.ceilDiv(bytes, 1L << 10) + " KiB";
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
