package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.server.Wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HistoryApiTest {
    private final Rig rig = new Rig();

    @BeforeEach
    void fillTheWorld() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aQueuedMessageIsChangedAndSentNow() throws IOException {
        String chat = rig.chat();
        rig.send(chat, "first");
        post(chat, "messages", "{\"text\":\"second\",\"id\":\"m2\"}");
        post(chat, "messages", "{\"text\":\"third\",\"id\":\"m3\"}");

        Reply changed = patch(chat, "m3", "{\"text\":\"third, better\",\"mode\":\"steer\"}");
        assertThat(changed.status()).isEqualTo(202);
        assertThat(changed.json().path("state").asString()).isEqualTo("steered");
        JsonNode queue = shown(chat).path("queue");
        assertThat(queue.path(0).path("text").asString()).isEqualTo("third, better");
        assertThat(queue.path(0).path("mode").asString()).isEqualTo("steer");
        assertThat(queue.path(1).path("text").asString()).isEqualTo("second");

        Reply now = patch(chat, "m2", "{\"mode\":\"interrupt\"}");
        assertThat(now.json().path("state").asString()).isEqualTo("started");
        assertThat(shown(chat).path("turn").path("messageId").asString()).isEqualTo("m2");

        assertThat(patch(chat, "m2", "{\"text\":\"late\"}").code()).isEqualTo("message-not-queued");
        assertThat(patch(chat, "m3", "{}").code()).isEqualTo("bad-request");
        assertThat(patch(chat, "m3", "{\"mode\":\"reject\"}").code()).isEqualTo("bad-request");
    }

    @Test
    void theHistoryIsCutBackBroughtBackAndChanged() throws IOException {
        String chat = rig.chat();
        try (var events = new SseReader(rig, chat, "")) {
            post(chat, "messages", "{\"text\":\"one\",\"id\":\"m1\"}");
            rig.models.say(chat, "answer");
            rig.models.end(chat);
            events.until("turn-ended");
        }
        List<String> before = texts(chat);
        assertThat(shown(chat).path("canUndo").asBoolean()).isFalse();

        assertThat(post(chat, "messages/m1/rewind", "").status()).isEqualTo(204);
        assertThat(texts(chat)).isEmpty();
        assertThat(shown(chat).path("canUndo").asBoolean()).isTrue();
        assertThat(post(chat, "messages/m1/rewind", "").code()).isEqualTo("message-not-found");
        assertThat(post(chat, "undo", "").status()).isEqualTo(204);
        assertThat(post(chat, "undo", "").code()).isEqualTo("nothing-to-undo");
        assertThat(texts(chat)).isEqualTo(before);

        Reply edited = post(chat, "messages/m1/edit", "{\"text\":\"two\",\"id\":\"m2\"}");
        assertThat(edited.status()).isEqualTo(202);
        assertThat(edited.json().path("messageId").asString()).isEqualTo("m2");
        assertThat(texts(chat)).containsExactly("two");
        assertThat(post(chat, "messages/m2/edit", "{}").code()).isEqualTo("bad-request");
        assertThat(post(chat, "messages/m2/regenerate", "").status()).isEqualTo(202);
        assertThat(texts(chat)).containsExactly("two");
    }

    @Test
    void aBranchIsANewChat() throws IOException {
        String chat = rig.chat();
        post(chat, "messages", "{\"text\":\"one\",\"id\":\"m1\"}");

        Reply branch = post(chat, "messages/m1/branch", "");

        assertThat(branch.status()).isEqualTo(201);
        String made = branch.json().path("id").asString();
        assertThat(made).isNotEqualTo(chat);
        assertThat(texts(made)).containsExactly("one");
        assertThat(shown(made).path("status").asString()).isEqualTo("idle");
        assertThat(shown(chat).path("status").asString()).isEqualTo("stopped");
        assertThat(post(chat, "messages/none/branch", "").code()).isEqualTo("message-not-found");
        assertThat(post("none", "messages/m1/branch", "").code()).isEqualTo("chat-not-found");
    }

    private Reply post(String chat, String path, String body) throws IOException {
        return rig.post("/api/chats/" + chat + "/" + path, body);
    }

    private Reply patch(String chat, String message, String body) throws IOException {
        return rig.ask("PATCH", "/api/chats/" + chat + "/queue/" + message, body);
    }

    private JsonNode shown(String chat) throws IOException {
        return rig.get("/api/chats/" + chat).json();
    }

    private List<String> texts(String chat) throws IOException {
        var texts = new ArrayList<String>();
        shown(chat)
                .path("messages")
                .forEach(message ->
                        texts.add(message.path("parts").path(0).path("text").asString()));
        return texts;
    }
}
