package carillon.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One bare HTTP connection, so that a test can send anything. */
final class Wire implements Closeable {
    static final JsonMapper JSON = new JsonMapper();

    private final Socket socket;
    private final InputStream in;

    /** What came back; header names in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    Wire(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire(int port) throws IOException {
        this(port, 0);
    }

    InputStream in() {
        return in;
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** @param headers instead of the usual ones; Host is added when it is not among them, an empty value leaves it out */
    void request(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var all = new LinkedHashMap<String, String>();
        all.put("Host", "127.0.0.1:" + socket.getPort());
        all.putAll(headers);
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        all.forEach((name, value) -> {
            if (!value.isEmpty()) head.append(name).append(": ").append(value).append("\r\n");
        });
        if (body.length > 0) head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("\r\n");
        write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body.length > 0) write(body);
    }

    Reply head() throws IOException {
        String status = line();
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
        return new Reply(Integer.parseInt(status.split(" ", -1)[1]), headers, "");
    }

    Reply reply() throws IOException {
        Reply head = head();
        if (head.status() == 204) return head;
        byte[] body;
        if (head.headers().containsKey("content-length")) {
            body = in.readNBytes(Integer.parseInt(head.headers().get("content-length")));
        } else {
            var whole = new ByteArrayOutputStream();
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) whole.writeBytes(chunk);
            body = whole.toByteArray();
        }
        return new Reply(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    /** The next chunk of a chunked body; empty at its end. */
    byte[] chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        byte[] bytes = in.readNBytes(length);
        line();
        return bytes;
    }

    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new java.io.EOFException("The server closed");
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    static Reply ask(int port, String method, String path, Map<String, String> headers, String body)
            throws IOException {
        try (var wire = new Wire(port)) {
            wire.request(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
            return wire.reply();
        }
    }

    static List<JsonNode> items(JsonNode list) {
        var items = new ArrayList<JsonNode>();
        list.path("items").forEach(items::add);
        return items;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
