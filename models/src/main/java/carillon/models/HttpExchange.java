package carillon.models;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request and its response on a connection of its own, all on the caller's thread. Follows no redirect,
 * asks for no compression, and is closed in any case by its caller.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">HTTP/1.1</a>
 */
final class HttpExchange implements Closeable {
    private static final int MAX_HEADERS = 200;
    private static final int MAX_EARLY_HINTS = 10;

    private final Connection connection;
    private final int status;
    private final Map<String, String> headers;
    private final InputStream body;

    private HttpExchange(Connection connection, int status, Map<String, String> headers, InputStream body) {
        this.connection = connection;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Sends a request and reads the head of the response. If it throws, the connection is closed. */
    static HttpExchange send(
            Connection connection, String method, URI uri, Map<String, String> headers, Optional<byte[]> body)
            throws IOException {
        try {
            connection.out().write(request(method, uri, headers, body));
            connection.out().flush();
            return response(connection);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private static byte[] request(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {
        var head = new StringBuilder(512);
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        header(head, "Host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        header(head, "User-Agent", "Carillon");
        header(head, "Accept-Encoding", "identity");
        header(head, "Connection", "close");
        headers.forEach((name, value) -> header(head, name, value));
        body.ifPresent(bytes -> header(head, "Content-Length", Integer.toString(bytes.length)));
        head.append("\r\n");
        var request = new ByteArrayOutputStream(
                head.length() + body.map(b -> b.length).orElse(0));
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        body.ifPresent(request::writeBytes);
        return request.toByteArray();
    }

    private static void header(StringBuilder head, String name, String value) {
        boolean clean = (name + value).chars().allMatch(c -> c >= ' ' && c != 127 && c <= 255);
        if (!clean) throw new IllegalArgumentException("The value of the header " + name + " cannot be sent");
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static HttpExchange response(Connection connection) throws IOException {
        var wire = new WireReader(connection.in());
        for (int hints = 0; hints < MAX_EARLY_HINTS; hints++) {
            int status = status(wire.line());
            Map<String, String> headers = headers(wire);
            if (status >= 200) return new HttpExchange(connection, status, headers, body(wire, status, headers));
        }
        throw notHttp();
    }

    private static int status(String line) throws GarbledException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) throw notHttp();
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(WireReader wire) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int count = 0; count <= MAX_HEADERS; count++) {
            String line = wire.line();
            if (line.isEmpty()) return headers;
            int colon = line.indexOf(':');
            if (colon < 1) throw notHttp();
            headers.putIfAbsent(
                    line.substring(0, colon), line.substring(colon + 1).strip());
        }
        throw new GarbledException("sent more than " + MAX_HEADERS + " headers");
    }

    private static InputStream body(WireReader wire, int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) return BodyStream.counted(wire, 0);
        String encoding = headers.get("Transfer-Encoding");
        if (encoding != null) {
            if (encoding.toLowerCase(Locale.ROOT).equals("chunked")) return BodyStream.chunked(wire);
            throw new GarbledException("sent its answer in the transfer encoding " + Plain.line(encoding, 40));
        }
        String length = headers.get("Content-Length");
        if (length == null) return BodyStream.toTheEnd(wire);
        if (!length.matches("\\d{1,18}")) throw notHttp();
        return BodyStream.counted(wire, Long.parseLong(length));
    }

    private static GarbledException notHttp() {
        return new GarbledException("did not answer as a web server does");
    }

    /** The beginning of the body, for looking at; what cannot be had is left out. */
    byte[] beginning(int maxBytes) {
        byte[] bytes = new byte[maxBytes];
        int length = 0;
        try {
            for (int n; length < maxBytes && (n = body.read(bytes, length, maxBytes - length)) >= 0; ) length += n;
        } catch (IOException _) {
            // what came before is enough to look at
        }
        return Arrays.copyOf(bytes, length);
    }

    /**
     * The whole body.
     *
     * @throws GarbledException if it is longer
     */
    byte[] whole(int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) throw new GarbledException("sent more than " + maxBytes + " bytes");
        return bytes;
    }
}
