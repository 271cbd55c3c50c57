package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolImage;
import carillon.server.SseReader.Event;
import carillon.server.Wire.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class ToolsApiTest {
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
    void aToolIsSeenFromItsRequestToItsResult() throws IOException {
        String chat = rig.chat();
        try (var events = new SseReader(rig, chat, "")) {
            rig.send(chat, "look");
            rig.models.say(chat, "I look.");
            rig.models.use(chat, "look", "{\"at\":\"Grüße\"}");
            rig.models.end(chat);
            Event requested = events.until("tool-requested").getLast();
            assertThat(requested.data().path("tool").asString()).isEqualTo("look");
            assertThat(requested.data().path("arguments").asString()).isEqualTo("{\"at\":\"Grüße\"}");
            Event output = events.until("tool-output").getLast();
            String call = requested.data().path("toolCallId").asString();
            assertThat(output.id()).isEmpty();
            assertThat(output.data().path("toolCallId").asString()).isEqualTo(call);
            assertThat(output.data().path("text").asString()).isEqualTo("out {\"at\":\"Grüße\"}");
            assertThat(output.data().path("offset").asInt()).isZero();

            JsonNode running = shown(chat).path("tools").path(0);
            assertThat(running.path("toolCallId").asString()).isEqualTo(call);
            assertThat(running.path("text").asString()).isEqualTo("out {\"at\":\"Grüße\"}");
            assertThat(shown(chat).path("status").asString()).isEqualTo("tool");

            rig.tools.end(chat);
            JsonNode ended = events.until("tool-ended").getLast().data();
            assertThat(ended.path("result").path("text").asString()).isEqualTo("did {\"at\":\"Grüße\"}");
            assertThat(ended.path("messageId").asString())
                    .isEqualTo(requested.data().path("messageId").asString());
            rig.models.say(chat, "Done.");
            rig.models.end(chat);
            events.until("turn-ended");
        }
        JsonNode parts = shown(chat).path("messages").path(1).path("parts");
        assertThat(parts.path(0).path("text").asString()).isEqualTo("I look.");
        assertThat(parts.path(1).path("type").asString()).isEqualTo("tool-call");
        assertThat(parts.path(1).path("result").path("outcome").asString()).isEqualTo("returned");
        assertThat(parts.path(1).path("result").path("diff").asString()).isEqualTo("+new");
        assertThat(shown(chat).path("tools")).isEmpty();
    }

    @Test
    void argumentsAreSeenWhileTheyAreWritten() throws IOException {
        String chat = rig.chat();
        String other = rig.chat();
        try (var events = new SseReader(rig, chat, "");
                var others = new SseReader(rig, other, "")) {
            rig.send(chat, "look");
            rig.send(other, "look");
            rig.models.write(other, 0, "look", "{\"other\":");
            others.until("tool-arguments");
            rig.models.write(chat, 0, "look", "{\"at\":\"Gr");
            Event first = events.until("tool-arguments").getLast();
            rig.models.write(chat, 0, "look", "üße\"}");
            JsonNode second = events.until("tool-arguments").getLast().data();
            rig.models.write(chat, 1, "lo\"ok", "{");
            JsonNode third = events.until("tool-arguments").getLast().data();

            assertThat(first.id()).isEmpty();
            JsonNode snapshot = shown(chat).path("open").path(0);
            for (String field : List.of("turnId", "agentId", "messageId", "callId")) {
                assertThat(first.data().path(field)).isEqualTo(snapshot.path(field));
                assertThat(third.path(field)).isEqualTo(snapshot.path(field));
            }
            assertThat(List.of(first.data(), second, third))
                    .extracting(piece -> piece.path("chatId").asString()
                            + piece.path("index").asInt()
                            + piece.path("tool").asString()
                            + piece.path("offset").asInt()
                            + piece.path("text").asString())
                    .containsExactly(chat + "0look0{\"at\":\"Gr", chat + "0look9üße\"}", chat + "1lo\"ok0{");
            assertThat(snapshot.path("calls").valueStream().map(JsonNode::toString))
                    .containsExactly(
                            "{\"index\":0,\"tool\":\"look\",\"text\":\"{\\\"at\\\":\\\"Grüße\\\"}\"}",
                            "{\"index\":1,\"tool\":\"lo\\\"ok\",\"text\":\"{\"}");
            assertThat(shown(other).path("open").path(0).path("calls")).hasSize(1);
            assertThat(shown(chat).path("status").asString()).isEqualTo("writing");

            rig.models.fail(chat, "It broke.");
            events.until("turn-ended");
            assertThat(shown(chat).path("open")).isEmpty();
        }
    }

    @Test
    void anImageIsNamedWhereItWasGivenAndItsBytesAreAskedFor() throws IOException {
        String chat = rig.chat();
        String other = rig.chat();
        ToolImage image = GatedTools.DRAWN.image();
        JsonNode named = Wire.JSON.readTree(
                "[{\"id\":\"" + image.id() + "\",\"type\":\"image/png\",\"bytes\":9,\"width\":3,\"height\":2}]");
        try (var events = new SseReader(rig, chat, "")) {
            rig.send(chat, "draw");
            rig.models.use(chat, "draw", "{}");
            rig.models.end(chat);
            rig.tools.end(chat);
            JsonNode ended = events.until("tool-ended").getLast().data();
            assertThat(ended.path("result").path("images")).isEqualTo(named);
            rig.models.say(chat, "Done.");
            rig.models.end(chat);
            events.until("turn-ended");
        }
        JsonNode part = shown(chat).path("messages").path(1).path("parts").path(0);
        assertThat(part.path("result").path("images")).isEqualTo(named);

        Reply bytes = rig.get("/api/chats/" + chat + "/images/" + image.id());
        assertThat(bytes.status()).isEqualTo(200);
        assertThat(bytes.body()).isEqualTo("a drawing");
        assertThat(bytes.headers())
                .containsEntry("content-type", "image/png")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("content-security-policy", "default-src 'none'; sandbox");
        for (String wrong :
                List.of(other + "/images/" + image.id(), chat + "/images/none", "none/images/" + image.id())) {
            assertThat(rig.get("/api/chats/" + wrong).status()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void anApprovalIsListedAndAnsweredOnce() throws IOException {
        String chat = rig.chat();
        String other = rig.chat();
        String call = waiting(chat);
        waiting(other);

        JsonNode listed = rig.get("/api/worlds/w/attention").json().path("items");
        assertThat(listed).hasSize(2);
        assertThat(listed.valueStream().map(item -> item.path("chatId").asString()))
                .containsExactlyInAnyOrder(chat, other);
        rig.post("/api/worlds", "{\"name\":\"v\"}");
        assertThat(rig.get("/api/worlds/v/attention").json().path("items")).isEmpty();
        JsonNode approval = shown(chat).path("approvals").path(0);
        assertThat(approval.path("id").asString()).isEqualTo(call);
        assertThat(approval.path("summary").asString()).isEqualTo("Change it");
        assertThat(approval.path("detail").asString()).isEqualTo("+new");
        assertThat(approval.has("binding")).isFalse();

        assertThat(answer(other, call, Map.of("decision", "allow")).code()).isEqualTo("approval-not-open");
        assertThat(answer(chat, call, Map.of("decision", "perhaps")).code()).isEqualTo("bad-request");
        assertThat(answer(chat, call, Map.of("decision", "allow", "reason", "so"))
                        .code())
                .isEqualTo("bad-request");
        assertThat(answer(chat, call, Map.of("decision", "deny", "arguments", "{}"))
                        .code())
                .isEqualTo("bad-request");
        try (var events = new SseReader(rig, chat, "")) {
            assertThat(answer(chat, call, Map.of("decision", "deny", "reason", "Not now"))
                            .status())
                    .isEqualTo(204);
            JsonNode answered = events.until("approval-answered").getLast().data();
            assertThat(answered.path("decision").asString()).isEqualTo("deny");
            assertThat(answered.path("reason").asString()).isEqualTo("Not now");
            assertThat(events.until("tool-ended")
                            .getLast()
                            .data()
                            .path("result")
                            .path("text")
                            .asString())
                    .contains("Not now");
        }
        assertThat(answer(chat, call, Map.of("decision", "allow")).code()).isEqualTo("approval-not-open");
        assertThat(rig.get("/api/worlds/w/attention").json().path("items")).hasSize(1);
        assertThat(rig.get("/api/worlds/none/attention").code()).isEqualTo("world-not-found");
    }

    @Test
    void aCallIsAllowedWithOtherArgumentsThatAreJudged() throws IOException {
        String chat = rig.chat();
        String call = waiting(chat);

        Reply refused = answer(chat, call, Map.of("decision", "allow", "arguments", "bad"));
        assertThat(refused.code()).isEqualTo("arguments-refused");
        assertThat(refused.json().path("detail").asString()).isEqualTo("Nothing bad is done here.");
        try (var events = new SseReader(rig, chat, "")) {
            assertThat(answer(chat, call, Map.of("decision", "allow", "arguments", "mine"))
                            .status())
                    .isEqualTo(204);
            rig.tools.end(chat);
            JsonNode result = events.until("tool-ended").getLast().data().path("result");
            assertThat(result.path("text").asString()).isEqualTo("did mine");
            assertThat(result.path("ranWith").asString()).isEqualTo("mine");
        }
    }

    @Test
    void whatAgentsMayDoIsSet(@TempDir Path folder) throws IOException {
        JsonNode usual = rig.get("/api/worlds/w").json().path("tools");
        assertThat(usual.path("mode").asString()).isEqualTo("ask");
        assertThat(usual.has("workspace")).isFalse();

        String servers = "{\"fs\":{\"command\":\"npx\",\"args\":[\"ü\"]}}";
        JsonNode set = patch("{\"mode\":\"auto\",\"workspace\":" + Wire.JSON.writeValueAsString(folder.toString())
                        + ",\"mcpServers\":" + servers + "}")
                .json()
                .path("tools");
        assertThat(set.path("mode").asString()).isEqualTo("auto");
        assertThat(set.path("workspace").asString()).isEqualTo(folder.toString());
        assertThat(set.path("mcpServers")).isEqualTo(Wire.JSON.readTree(servers));
        JsonNode kept = patch("{\"workspace\":null}").json().path("tools");
        assertThat(kept.path("mode").asString()).isEqualTo("auto");
        assertThat(kept.has("workspace")).isFalse();
        assertThat(kept.path("mcpServers")).isEqualTo(Wire.JSON.readTree(servers));

        for (String wrong : List.of(
                "{\"mode\":\"all\"}",
                "{\"workspace\":\"here\"}",
                "{\"workspace\":\"/no/such/folder\"}",
                "{\"workspace\":\"/a\\u0000b\"}",
                "{\"mcpServers\":[]}",
                "{\"mcpServers\":{\"wrong\":{}}}")) {
            assertThat(patch(wrong).code()).as(wrong).isEqualTo("bad-request");
        }
    }

    @Test
    void aChatIsNarrowedAndWorksInACopyOfItsOwn() throws IOException {
        String chat = rig.chat();
        assertThat(shown(chat).path("ownTools").path("ownCopy").asBoolean()).isFalse();
        assertThat(own(chat, "{\"mode\":\"read\",\"ownCopy\":true}").status()).isEqualTo(204);
        JsonNode own = shown(chat).path("ownTools");
        assertThat(own.path("mode").asString()).isEqualTo("read");
        assertThat(own.path("ownCopy").asBoolean()).isTrue();

        assertThat(rig.get("/api/chats/" + chat + "/changes")
                        .json()
                        .path("diff")
                        .asString())
                .isEqualTo("+changed");
        assertThat(rig.post("/api/chats/" + chat + "/merge", "")
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("merged");
        assertThat(rig.post("/api/chats/" + chat + "/merge", "")
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("nothing");
        assertThat(own(chat, "{\"mode\":null,\"ownCopy\":false}").status()).isEqualTo(204);
        assertThat(shown(chat).path("ownTools").has("mode")).isFalse();
        assertThat(rig.get("/api/chats/" + chat + "/changes").code()).isEqualTo("bad-request");
        assertThat(own(chat, "{\"mode\":\"all\"}").code()).isEqualTo("bad-request");

        rig.copies.refuses = true;
        assertThat(own(chat, "{\"ownCopy\":true}").code()).isEqualTo("copy-refused");
        rig.copies.refuses = false;
        rig.send(chat, "go");
        Reply busy = own(chat, "{\"ownCopy\":true}");
        assertThat(busy.code()).isEqualTo("chat-busy");
        assertThat(busy.json().path("detail").asString()).contains("its folder can change");
        assertThat(own(chat, "{\"mode\":\"ask\"}").status()).isEqualTo(204);
    }

    @Test
    void aCopyThatWasLeftBehindIsNoObstacle() throws Exception {
        String chat = rig.chat();
        rig.copies.create(new ChatId(chat), Path.of("/workspace"));
        assertThat(own(chat, "{\"ownCopy\":true}").status()).isEqualTo(204);
        assertThat(shown(chat).path("ownTools").path("ownCopy").asBoolean()).isTrue();
    }

    @Test
    void copiesOfOneChatAreMadeOneAtATimeAndHoldUpNoOtherChat() throws Exception {
        String one = rig.chat();
        String two = rig.chat();
        rig.copies.creating = new CountDownLatch(1);
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> twice = Stream.generate(() -> asking.submit(() -> own(one, "{\"ownCopy\":true}")))
                    .limit(2)
                    .toList();
            while (rig.copies.chats().isEmpty()) Thread.onSpinWait();
            assertThat(own(two, "{\"mode\":\"ask\"}").status()).isEqualTo(204);
            assertThat(rig.get("/api/chats/" + two + "/changes").code()).isEqualTo("bad-request");
            rig.copies.creating.countDown();
            for (Future<Reply> reply : twice) assertThat(reply.get().status()).isEqualTo(204);
        }
        assertThat(rig.copies.created).hasValue(1);
    }

    private Reply own(String chat, String body) throws IOException {
        return rig.ask("PATCH", "/api/chats/" + chat + "/tools", body);
    }

    @Test
    void serversOfToolsAreShownAndStartedAgain() throws IOException {
        JsonNode failed = rig.get("/api/worlds/w/mcp").json().path("items").path(0);
        assertThat(failed.path("name").asString()).isEqualTo("fs");
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").asString()).isEqualTo("It broke.");

        JsonNode restarted = rig.post("/api/worlds/w/mcp/fs/restart", "").json();
        assertThat(restarted.path("state").asString()).isEqualTo("running");
        assertThat(restarted.path("tools").path(0).asString()).isEqualTo("fs_read");
        assertThat(rig.post("/api/worlds/w/mcp/none/restart", "").code()).isEqualTo("not-found");
        assertThat(rig.get("/api/worlds/none/mcp").code()).isEqualTo("world-not-found");
    }

    /** A call of the chat that waits for approval. */
    private String waiting(String chat) throws IOException {
        try (var events = new SseReader(rig, chat, "")) {
            rig.send(chat, "change");
            rig.models.use(chat, "change", "{}");
            rig.models.end(chat);
            return events.until("approval-requested")
                    .getLast()
                    .data()
                    .path("approval")
                    .path("id")
                    .asString();
        }
    }

    private Reply answer(String chat, String call, Map<String, String> body) throws IOException {
        return rig.post("/api/chats/" + chat + "/approvals/" + call, Wire.JSON.writeValueAsString(body));
    }

    private Reply patch(String tools) throws IOException {
        return rig.ask("PATCH", "/api/worlds/w", "{\"tools\":" + tools + "}");
    }

    private JsonNode shown(String chat) throws IOException {
        return rig.get("/api/chats/" + chat).json();
    }
}
