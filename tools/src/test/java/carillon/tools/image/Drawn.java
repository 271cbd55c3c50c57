package carillon.tools.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images as programs write them. */
public final class Drawn {
    private static final String LOSSY = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
    private static final String LOSSLESS = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";
    private static final String EXTENDED =
            "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==";

    private Drawn() {}

    public static byte[] png(int width, int height) {
        return written("png", width, height);
    }

    /** A PNG of more bytes than that. */
    public static byte[] largePng(int bytes) {
        return Arrays.copyOf(png(640, 480), bytes + 1);
    }

    /** By media type and kind, each of that size. */
    static Map<String, byte[]> all(int width, int height) {
        var all = new HashMap<String, byte[]>();
        all.put("image/png", written("png", width, height));
        all.put("image/jpeg", written("jpg", width, height));
        all.put("image/jpeg with a long segment", withSegment(written("jpg", width, height)));
        all.put("image/gif", written("gif", width, height));
        all.put("image/webp", lossy(width, height));
        all.put("image/webp lossless", lossless(width, height));
        all.put("image/webp extended", extended(width, height));
        return all;
    }

    private static byte[] written(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt(1 << 24));
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) throw new AssertionError("Nobody writes " + format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** As cameras write: much about the picture before it, with fill bytes before the next marker. */
    private static byte[] withSegment(byte[] jpeg) {
        var segment = ByteBuffer.allocate(60_003);
        segment.put((byte) 0xFF).put((byte) 0xE1).putShort((short) 60_000).put(60_002, (byte) 0xFF);
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(segment.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] lossy(int width, int height) {
        byte[] webp = Base64.getDecoder().decode(LOSSY);
        little(webp).putShort(26, (short) width).putShort(28, (short) height);
        return webp;
    }

    private static byte[] lossless(int width, int height) {
        byte[] webp = Base64.getDecoder().decode(LOSSLESS);
        int flags = little(webp).getInt(21) & ~0xFFFFFFF;
        little(webp).putInt(21, flags | (width - 1) | ((height - 1) << 14));
        return webp;
    }

    private static byte[] extended(int width, int height) {
        byte[] webp = Base64.getDecoder().decode(EXTENDED);
        little(webp).putShort(24, (short) (width - 1)).putShort(27, (short) (height - 1));
        return webp;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
