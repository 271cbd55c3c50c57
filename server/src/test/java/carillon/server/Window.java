package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A window's WebSocket, frame by frame. It answers pings unless told not to. */
final class Window implements Closeable {
    static final Map<String, String> HANDSHAKE = Map.of(
            "Upgrade", "websocket",
            "Connection", "Upgrade",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version", "13");

    private final Wire wire;
    int pings;
    boolean answersPings = true;

    Window(Rig rig, int receiveBuffer) throws IOException {
        wire = new Wire(rig.port(), receiveBuffer);
        var headers = new HashMap<>(HANDSHAKE);
        headers.putAll(Rig.GOOD);
        wire.request("GET", "/api/live", headers, new byte[0]);
        Wire.Reply head = wire.head();
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.headers()).containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    Window(Rig rig) throws IOException {
        this(rig, 0);
    }

    void send(String json) throws IOException {
        frame(0x81, json.getBytes(StandardCharsets.UTF_8));
    }

    void watch(String chat, long after, String id) throws IOException {
        send("{\"watch\":[{\"chat\":\"" + chat + "\",\"after\":" + after + ",\"id\":\"" + id + "\"}]}");
    }

    void frame(int first, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int i = 7; i >= 0; i--) frame.write((int) ((long) payload.length >>> (8 * i)));
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) frame.write(payload[i] ^ mask[i & 3]);
        wire.write(frame.toByteArray());
    }

    void raw(byte[] bytes) throws IOException {
        wire.write(bytes);
    }

    /** The next message; throws with the close code when the server closes. */
    JsonNode next() throws IOException {
        InputStream in = wire.in();
        while (true) {
            int first = in.read();
            if (first < 0) throw new EOFException("gone");
            int said = in.read();
            long length = said;
            if (said == 126) length = number(in, 2);
            if (said == 127) length = number(in, 8);
            byte[] payload = in.readNBytes((int) length);
            switch (first) {
                case 0x81 -> {
                    return Wire.JSON.readTree(payload);
                }
                case 0x88 -> throw new EOFException("closed " + (((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF)));
                case 0x89 -> {
                    pings++;
                    if (answersPings) frame(0x8A, payload);
                }
                case 0x8A -> {
                    return Wire.JSON.createObjectNode().put("pong", new String(payload, StandardCharsets.UTF_8));
                }
                default -> throw new AssertionError("Frame " + first);
            }
        }
    }

    /** Messages up to the first that fits, that one included. */
    List<JsonNode> until(Predicate<JsonNode> last) throws IOException {
        var messages = new ArrayList<JsonNode>();
        do messages.add(next());
        while (!last.test(messages.getLast()));
        return messages;
    }

    List<JsonNode> untilHas(String field) throws IOException {
        return until(message -> message.has(field));
    }

    List<JsonNode> untilEvent(String chat, String kind) throws IOException {
        return until(
                message -> message.path("event").path("chatId").asString("").equals(chat)
                        && message.path("event").path("kind").asString("").equals(kind));
    }

    private static long number(InputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) number = (number << 8) | in.read();
        return number;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
