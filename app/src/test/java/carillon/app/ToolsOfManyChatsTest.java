package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.app.ServingProcess.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Fifty chats whose agents use tools side by side; nothing of one is met in another, wherever one looks. */
@Timeout(600)
class ToolsOfManyChatsTest {
    private static final int CHATS = 50;
    private static final int WITH_COPIES = 5;
    private static final String SMALL_SERVER = """
            let rest = '';
            const tool = {name: 'say', description: 'Says it.', inputSchema: {type: 'object'}};
            process.stdin.on('data', more => {
              const lines = (rest + more).split('\\n');
              rest = lines.pop();
              for (const {id, method, params} of lines.map(line => JSON.parse(line))) {
                const answer = result => process.stdout.write(JSON.stringify({jsonrpc: '2.0', id, result}) + '\\n');
                if (method === 'initialize') answer({protocolVersion: params.protocolVersion, capabilities: {tools: {}},
                    serverInfo: {name: 'small', version: '1'}});
                else if (method === 'tools/list') answer({tools: [tool]});
                else if (method === 'tools/call') setTimeout(() =>
                    answer({content: [{type: 'text', text: params.arguments.text}]}), Math.random() * 20);
              }
            });
            """;

    @TempDir
    private Path top;

    private final Map<String, String> canaries = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private Path workspace = Path.of("");

    @Test
    void whatToolsDoInOneChatIsMetInNoOther() throws Exception {
        workspace = repository();
        try (var provider = new ToolProvider();
                var carillon = ServingProcess.start(top.resolve("home"), top, "none")) {
            carillon.awaitAddress();
            prepare(carillon, provider);
            for (int i = 0; i < CHATS; i++) begin(carillon, i);
            for (String chat : canaries.keySet()) ok(send(carillon, chat));
            allowAll(carillon);
            for (var chat : canaries.entrySet()) look(carillon, chat.getKey(), chat.getValue());

            assertThat(provider.mixed()).isEmpty();
            assertThat(carillon.children())
                    .as("an MCP server for each workspace")
                    .hasSize(1 + WITH_COPIES);
            carillon.terminate();
            assertThat(carillon.endsWithin(TimeUnit.SECONDS.toMillis(20))).isTrue();
            assertThat(carillon.children()).isEmpty();
        }
        holdStore();
        assertThat(ToolProvider.canaries(Files.readString(top.resolve("home").resolve("carillon.log"))))
                .isEmpty();
        for (var chat : canaries.entrySet()) {
            Path file = workspace.resolve(chat.getValue() + ".txt");
            if (copied.contains(chat.getKey())) assertThat(file).doesNotExist();
            else assertThat(file).hasContent("canary=" + chat.getValue() + " in a file");
        }
    }

    private Path repository() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(top.resolve("work")).toRealPath();
        Files.writeString(folder.resolve("a.txt"), "a\n");
        for (List<String> git : List.of(
                List.of("git", "init", "-q"),
                List.of("git", "add", "-A"),
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "begin"))) {
            Process process = new ProcessBuilder(git)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).isZero();
        }
        return folder;
    }

    private void prepare(ServingProcess carillon, ToolProvider provider) throws Exception {
        Path server = Files.writeString(top.resolve("small.js"), SMALL_SERVER);
        ok(carillon.ask("POST", "/api/worlds", "{\"name\":\"w\"}"));
        ok(carillon.ask(
                "POST",
                "/api/worlds/w/agents",
                json(Map.of(
                        "id",
                        "a1",
                        "name",
                        "a1",
                        "provider",
                        "openai-compatible",
                        "baseUrl",
                        provider.address().toString(),
                        "model",
                        "scripted"))));
        var node = Map.of(
                "command", "node", "args", List.of(server.toString()), "env", Map.of("PATH", System.getenv("PATH")));
        ok(carillon.ask(
                "PATCH",
                "/api/worlds/w",
                json(Map.of(
                        "tools",
                        Map.of(
                                "mode",
                                "ask",
                                "workspace",
                                workspace.toString(),
                                "mcpServers",
                                Map.of("small", node))))));
    }

    private void begin(ServingProcess carillon, int number) throws Exception {
        String chat = ok(carillon.ask("POST", "/api/worlds/w/chats", "{\"title\":\"T\"}"))
                .path("id")
                .asString();
        canaries.put(chat, "c" + number + "x");
        if (number >= WITH_COPIES) return;
        ok(carillon.ask("PATCH", "/api/chats/" + chat + "/tools", "{\"ownCopy\":true}"));
        copied.add(chat);
    }

    private Reply send(ServingProcess carillon, String chat) throws Exception {
        return carillon.ask(
                "POST", "/api/chats/" + chat + "/messages", json(Map.of("text", "canary=" + canaries.get(chat))));
    }

    /** Allows what is asked for until nothing is, looking at what each approval shows. */
    private void allowAll(ServingProcess carillon) throws Exception {
        var left = new HashSet<>(canaries.keySet());
        while (!left.isEmpty()) {
            for (String chat : List.copyOf(left)) {
                JsonNode shown = ok(carillon.get("/api/chats/" + chat));
                for (JsonNode approval : shown.path("approvals")) {
                    assertThat(Set.of(canaries.get(chat))).containsAll(ToolProvider.canaries(approval.toString()));
                    String id = approval.path("id").asString();
                    ok(carillon.ask("POST", "/api/chats/" + chat + "/approvals/" + id, "{\"decision\":\"allow\"}"));
                }
                String status = shown.path("status").asString();
                if (status.equals("idle") && shown.path("seq").asLong() > 5) left.remove(chat);
                else assertThat(status).isIn("approval", "tool", "waiting", "thinking", "writing", "idle");
            }
        }
    }

    private void look(ServingProcess carillon, String chat, String canary) throws Exception {
        JsonNode shown = ok(carillon.get("/api/chats/" + chat));
        assertThat(ToolProvider.canaries(shown.toString())).containsExactly(canary);
        var results = new ArrayList<String>();
        for (JsonNode message : shown.path("messages")) {
            for (JsonNode part : message.path("parts")) {
                if (part.path("type").asString().equals("tool-call"))
                    results.add(part.path("result").path("text").asString());
            }
        }
        assertThat(results).hasSize(5);
        assertThat(results.get(1)).contains("canary=" + canary + " put out");
        assertThat(results.get(2)).isEqualTo("canary=" + canary + " said");
        assertThat(results.get(3)).contains("canary=" + canary + " in a file");
        if (copied.contains(chat)) assertThat(results.get(4)).contains("copy-" + chat);
        else assertThat(results.get(4)).contains(workspace.toString());
        assertThat(ToolProvider.canaries(events(carillon, chat))).containsExactly(canary);
    }

    private static String events(ServingProcess carillon, String chat) throws Exception {
        var all = new StringBuilder();
        try (var lines = new BufferedReader(
                new InputStreamReader(carillon.stream("/api/chats/" + chat + "/events"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                if (line.equals("event: turn-ended")) break;
            }
        }
        return all.toString();
    }

    private void holdStore() throws Exception {
        try (var database = DriverManager.getConnection(
                        "jdbc:sqlite:" + top.resolve("home").resolve("carillon.db"));
                var rows = database.createStatement()
                        .executeQuery("SELECT chat_id, CAST(body AS TEXT) FROM event"
                                + " UNION ALL SELECT chat_id, CAST(state AS TEXT) FROM chat")) {
            while (rows.next()) {
                assertThat(Set.of(canaries.get(rows.getString(1))))
                        .containsAll(ToolProvider.canaries(rows.getString(2)));
            }
        }
    }

    private static JsonNode ok(Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isBetween(200, 299);
        return reply.json();
    }

    private static String json(Map<String, ?> object) {
        return ServingProcess.JSON.writeValueAsString(object);
    }
}
