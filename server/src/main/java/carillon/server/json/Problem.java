package carillon.server.json;

/**
 * Why a request came to nothing.
 *
 * @param detail for people: what was wrong, with which value, and what to do; no path, key or trace
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(ProblemCode code, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public byte[] json() {
        var out = new JsonOut();
        out.begin()
                .word("type", "urn:carillon:" + code.text())
                .field("title", code.title())
                .field("status", code.status())
                .field("detail", detail)
                .word("code", code.text())
                .end();
        return out.bytes();
    }
}
