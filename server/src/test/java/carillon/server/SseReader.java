package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A reader of one chat's server-sent events. */
final class SseReader implements Closeable {
    private final Wire wire;
    private final ByteArrayOutputStream half = new ByteArrayOutputStream();
    private final Deque<Event> ready = new ArrayDeque<>();

    /** One event; {@code id} is empty when it has none, {@code kind} when it is a comment. */
    record Event(String id, String kind, JsonNode data, String raw) {}

    SseReader(Rig rig, String chat, String query) throws IOException {
        this(rig, chat, query, Map.of(), 0);
    }

    SseReader(Rig rig, String chat, String query, Map<String, String> more, int receiveBuffer) throws IOException {
        wire = new Wire(rig.port(), receiveBuffer);
        var headers = new HashMap<>(Rig.GOOD);
        headers.putAll(more);
        wire.request("GET", "/api/chats/" + chat + "/events" + query, headers, new byte[0]);
        Wire.Reply head = wire.head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("content-type", "text/event-stream");
    }

    /** The next event, comments included. */
    Event nextOrComment() throws IOException {
        while (ready.isEmpty()) {
            byte[] chunk = wire.chunk();
            if (chunk.length == 0) throw new java.io.EOFException("The stream ended");
            half.writeBytes(chunk);
            boolean whole = chunk.length > 1 && chunk[chunk.length - 1] == '\n' && chunk[chunk.length - 2] == '\n';
            if (!whole) continue;
            String text = half.toString(StandardCharsets.UTF_8);
            half.reset();
            int end = text.length() - 2;
            for (String block : text.substring(0, end).split("\n\n", -1)) ready.add(parsed(block));
        }
        return ready.remove();
    }

    Event next() throws IOException {
        Event event = nextOrComment();
        while (event.kind().isEmpty()) event = nextOrComment();
        return event;
    }

    /** All events up to the first of a kind, that one included. */
    List<Event> until(String kind) throws IOException {
        var events = new ArrayList<Event>();
        do events.add(next());
        while (!events.getLast().kind().equals(kind));
        return events;
    }

    private static Event parsed(String block) {
        String id = "";
        String kind = "";
        JsonNode data = Wire.JSON.createObjectNode();
        for (String line : block.split("\n", -1)) {
            if (line.startsWith("id: ")) id = line.substring(4);
            else if (line.startsWith("event: ")) kind = line.substring(7);
            else if (line.startsWith("data: ")) data = Wire.JSON.readTree(line.substring(6));
            else assertThat(line).isEqualTo(":");
        }
        return new Event(id, kind, data, block);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
