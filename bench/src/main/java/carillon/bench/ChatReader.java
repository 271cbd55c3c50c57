package carillon.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows one chat's events, or the scripted model itself, and checks every token. For its loop's thread. */
final class ChatReader implements Loop.Peer, HttpReader.Sink {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final String chat;
    private final TokenCheck check;
    private final Runnable opened;
    private final Runnable over;
    private final HttpReader http = new HttpReader(this);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean ended;
    private String trouble = "";

    /** @param chat empty when it reads the model itself */
    ChatReader(String chat, String tag, Histogram micros, Runnable opened, Runnable over) {
        this.chat = chat;
        this.opened = opened;
        this.over = over;
        check = new TokenCheck(tag, micros);
    }

    String chat() {
        return chat;
    }

    TokenCheck check() {
        return check;
    }

    String trouble() {
        return trouble;
    }

    static Connection follow(Loop loop, int port, ChatReader reader) throws IOException {
        Connection connection = loop.connect(port, reader);
        connection.write(request("GET", port, "/api/chats/" + reader.chat + "/events", ""));
        return connection;
    }

    static void askModel(Loop loop, int port, ChatReader reader, String wish) throws IOException {
        String body =
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + wish + "\"}]}";
        loop.connect(port, reader).write(request("POST", port, "/v1/chat/completions", body));
    }

    static byte[] request(String method, int port, String path, String body) {
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: "
                        + Product.authorization() + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void read(ByteBuffer bytes) {
        http.read(bytes);
    }

    @Override
    public void head(String firstLine, Map<String, String> headers) {
        opened.run();
        if (!firstLine.contains(" 200")) end("Refused: " + firstLine);
    }

    @Override
    public void body(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
                continue;
            }
            byte[] whole = line.toByteArray();
            line.reset();
            if (whole.length > DATA.length && whole[0] == 'd') data(whole);
        }
    }

    private void data(byte[] whole) {
        if (whole[DATA.length] != '{') {
            end("");
            return;
        }
        JsonNode event = JSON.readTree(whole, DATA.length, whole.length - DATA.length);
        if (chat.isEmpty()) {
            check.text(
                    event.path("choices").path(0).path("delta").path("content").asString(""));
            return;
        }
        if (!event.path("chatId").asString(chat).equals(chat)) end("An event of chat " + event.path("chatId"));
        switch (event.path("kind").asString("")) {
            case "text" -> check.text(event.path("text").asString());
            case "turn-ended" -> end(event.path("outcome").asString().equals("answered") ? "" : event.toString());
            default -> {}
        }
    }

    private void end(String why) {
        if (ended) return;
        ended = true;
        trouble = why;
        over.run();
    }

    @Override
    public void end() {
        if (!chat.isEmpty()) end("The events ended early");
    }

    @Override
    public void closed() {
        end("The connection was closed early");
    }
}
