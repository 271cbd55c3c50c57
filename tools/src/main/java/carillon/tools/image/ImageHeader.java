package carillon.tools.image;

import carillon.core.tool.ImageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the first bytes of a file say that it is, whatever it is called. Nothing of the image itself is read.
 *
 * @param width  in pixels, from 1
 * @param height in pixels, from 1
 * @see <a href="https://www.w3.org/TR/png-3/#11IHDR">PNG</a>
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">JPEG, B.2.2</a>
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF</a>
 * @see <a href="https://developers.google.com/speed/webp/docs/riff_container">WebP</a>
 */
record ImageHeader(ImageType type, int width, int height) {
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_HEADER_BYTES = 33;
    private static final int GIF_HEADER_BYTES = 13;
    /** What may follow the colours, since a text may begin like a GIF. */
    private static final String GIF_BLOCKS = "!,;";

    private static final int WEBP_HEADER_BYTES = 30;

    /** Empty when it is none of the {@link ImageType}s, or broken, or cut off before it says how large it is. */
    static Optional<ImageHeader> of(byte[] bytes) {
        return png(bytes).or(() -> jpeg(bytes)).or(() -> gif(bytes)).or(() -> webp(bytes));
    }

    private static Optional<ImageHeader> of(ImageType type, int width, int height) {
        boolean draws = width >= 1 && height >= 1;
        return draws ? Optional.of(new ImageHeader(type, width, height)) : Optional.empty();
    }

    private static Optional<ImageHeader> png(byte[] bytes) {
        if (bytes.length < PNG_HEADER_BYTES) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean named = in.getLong(0) == PNG && in.getInt(8) == 13 && isText(bytes, 12, "IHDR");
        return named ? of(ImageType.PNG, in.getInt(16), in.getInt(20)) : Optional.empty();
    }

    private static Optional<ImageHeader> gif(byte[] bytes) {
        if (bytes.length < GIF_HEADER_BYTES) return Optional.empty();
        if (!isText(bytes, 0, "GIF87a") && !isText(bytes, 0, "GIF89a")) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int packed = in.get(10);
        int colours = (packed & 0x80) == 0 ? 0 : 2 << (packed & 7);
        int next = GIF_HEADER_BYTES + 3 * colours;
        boolean goesOn = next < bytes.length && GIF_BLOCKS.indexOf(bytes[next]) >= 0;
        return goesOn ? of(ImageType.GIF, in.getShort(6) & 0xFFFF, in.getShort(8) & 0xFFFF) : Optional.empty();
    }

    private static Optional<ImageHeader> webp(byte[] bytes) {
        if (bytes.length < WEBP_HEADER_BYTES) return Optional.empty();
        if (!isText(bytes, 0, "RIFF") || !isText(bytes, 8, "WEBP")) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (isText(bytes, 12, "VP8X")) {
            return of(ImageType.WEBP, (in.getInt(24) & 0xFFFFFF) + 1, (in.getInt(26) >>> 8) + 1);
        }
        if (isText(bytes, 12, "VP8L") && in.get(20) == 0x2F) {
            int sizes = in.getInt(21);
            return of(ImageType.WEBP, (sizes & 0x3FFF) + 1, ((sizes >>> 14) & 0x3FFF) + 1);
        }
        boolean lossy = isText(bytes, 12, "VP8 ") && (in.getInt(23) & 0xFFFFFF) == 0x2A019D;
        return lossy ? of(ImageType.WEBP, in.getShort(26) & 0x3FFF, in.getShort(28) & 0x3FFF) : Optional.empty();
    }

    /** The size stands in the first frame header, after segments of any length. */
    private static Optional<ImageHeader> jpeg(byte[] bytes) {
        if (bytes.length < 4 || unsigned(bytes, 0) != 0xFFD8 || (bytes[2] & 0xFF) != 0xFF) return Optional.empty();
        int at = 2;
        while (at + 9 <= bytes.length && (bytes[at] & 0xFF) == 0xFF) {
            int marker = bytes[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (isFrame(marker)) return of(ImageType.JPEG, unsigned(bytes, at + 7), unsigned(bytes, at + 5));
            int length = unsigned(bytes, at + 2);
            boolean skips = marker >= 0xC0 && marker != 0xD8 && marker != 0xD9 && marker != 0xDA && length >= 2;
            if (!skips) return Optional.empty();
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int unsigned(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private static boolean isText(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) return false;
        }
        return true;
    }
}
