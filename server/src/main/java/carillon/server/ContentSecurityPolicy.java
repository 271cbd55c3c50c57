package carillon.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the window may load and run. */
final class ContentSecurityPolicy {
    private static final String WINDOW = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-src 'self'; frame-ancestors 'none'";

    private static final String PREVIEW_PAGE = "/preview.html";
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private ContentSecurityPolicy() {}

    static String of(String file, byte[] page) {
        return file.equals(PREVIEW_PAGE) ? ofPreview(page) : WINDOW;
    }

    /**
     * Of the page in which the window shows what an agent's SVG or HTML draws, in a frame within this one: it has no origin,
     * loads nothing, and runs nothing but the script that it came with.
     */
    private static String ofPreview(byte[] page) {
        return "default-src 'none'; script-src 'sha256-" + hashOfScript(page) + "'; style-src 'unsafe-inline'; "
                + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts";
    }

    private static String hashOfScript(byte[] page) {
        Matcher script = SCRIPT.matcher(new String(page, StandardCharsets.UTF_8));
        byte[] text = script.find() ? script.group(1).getBytes(StandardCharsets.UTF_8) : new byte[0];
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
