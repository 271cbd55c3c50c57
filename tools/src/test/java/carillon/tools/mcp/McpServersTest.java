package carillon.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolKind;
import carillon.core.world.ToolMode;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.ToolServer;
import carillon.engine.spi.ToolServer.State;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(360)
class McpServersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "OPENAI_API_KEY";

    /** A server of one tool that says what it is asked for, waits for a file, or dies; it counts its starts in a file. */
    private static final String SMALL = """
            const fs = require('fs');
            fs.appendFileSync(process.argv[2], process.pid + '\\n');
            require('child_process').spawn('sleep', ['1000'], {stdio: 'ignore'});
            const tool = {name: 'say', description: 'Says it.', inputSchema: {type: 'object'}};
            const wait = (file, then) => fs.existsSync(file) ? then() : setTimeout(() => wait(file, then), 5);
            let rest = '';
            let waiting = 'nothing';
            process.stdin.on('data', more => {
              const lines = (rest + more).split('\\n');
              rest = lines.pop();
              for (const line of lines) {
                const asked = JSON.parse(line);
                const answer = result => process.stdout.write(JSON.stringify({jsonrpc: '2.0', id: asked.id, result}) + '\\n');
                const say = text => answer({content: [{type: 'text', text}]});
                if (asked.method === 'initialize') {
                  console.log('a greeting that is no message');
                  answer({protocolVersion: asked.params.protocolVersion, capabilities: {tools: {}},
                          serverInfo: {name: 'small', version: '1'}});
                } else if (asked.method === 'tools/list') answer({tools: [tool]});
                else if (asked.method === 'tools/call') {
                  const {text, die, until, deaf} = asked.params.arguments;
                  if (die) process.exit(1);
                  if (deaf) process.stdin.pause();
                  if (until) { waiting = asked.id; wait(until, () => say(text)); }
                  else if (text === 'env') say(Object.keys(process.env).join(' ') + ' ' + process.env.MINE);
                  else say(text);
                } else if (asked.method === 'notifications/cancelled') {
                  fs.writeFileSync(process.argv[2] + '-left', String(asked.params.requestId === waiting));
                }
              }
            });
            """;

    @TempDir
    private Path top;

    private Path workspace;
    private Path starts;
    private McpServers servers;

    @BeforeEach
    void open() throws IOException {
        workspace = Files.createDirectory(top.resolve("work"));
        starts = top.resolve("starts");
        Files.writeString(top.resolve("small.js"), SMALL);
        var environment = new HashMap<>(System.getenv());
        environment.put(SECRET, "sk-secret");
        servers = new McpServers(environment, Files::isDirectory, Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Test
    void theEverythingServerIsUsed() throws Exception {
        String config = config(Map.of("all", node(NpmServers.of("server-everything"), "stdio")));
        Tool echo = tool(config, "all_echo");
        assertThat(JSON.readTree(echo.description().inputSchema())
                        .path("properties")
                        .has("message"))
                .isTrue();
        assertThat(call(echo, "{\"message\":\"Grüße\"}").text()).contains("Grüße");
        ToolServer shown = servers.list(config, workspace).getFirst();
        assertThat(shown.state()).isEqualTo(State.RUNNING);
        assertThat(shown.tools()).contains("all_echo");
    }

    @Test
    void theFilesystemServerIsUsedAndWhatOnlyReadsIsKnown() throws Exception {
        Files.writeString(workspace.resolve("a.txt"), "hello");
        String config = config(Map.of("fs", node(NpmServers.of("server-filesystem"), workspace.toString())));
        Tool read = tool(config, "fs_read_text_file");
        assertThat(read.kinds()).containsExactly(ToolKind.MCP_READ_ONLY);
        assertThat(tool(config, "fs_write_file").kinds()).containsExactly(ToolKind.MCP);
        String path = JSON.writeValueAsString(
                Map.of("path", workspace.resolve("a.txt").toString()));
        assertThat(call(read, path)).isEqualTo(ToolResult.of("hello"));
        String outside = JSON.writeValueAsString(Map.of("path", "/etc/passwd"));
        assertThat(call(read, outside).failed()).isTrue();
    }

    @Test
    void theEverythingServerIsUsedOverHttp() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder =
                new ProcessBuilder("node", NpmServers.of("server-everything").toString(), "streamableHttp");
        builder.environment().put("PORT", String.valueOf(port));
        Process server = builder.redirectErrorStream(true).start();
        try (var lines = server.inputReader()) {
            while (!lines.readLine().contains(String.valueOf(port))) {}
            String config = config(Map.of("all", Map.of("url", "http://127.0.0.1:" + port + "/mcp")));
            assertThat(call(tool(config, "all_echo"), "{\"message\":\"over HTTP\"}")
                            .text())
                    .contains("over HTTP");
            assertThat(shown(config, "all").kind()).isEqualTo("http");
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aServerThatFailsIsNotStartedAgainAtOnce() throws Exception {
        String program = "require('fs').appendFileSync('" + starts + "', process.pid + '\\n'); process.exit(1)";
        String config = config(Map.of("broken", Map.of("command", "node", "args", List.of("-e", program))));
        for (int i = 0; i < 20; i++)
            assertThat(servers.tools(place("c", config))).isEmpty();
        assertThat(pids()).hasSizeLessThan(20);
        int before = pids().size();
        assertThat(servers.restart(config, workspace, "broken").orElseThrow().state())
                .isEqualTo(State.FAILED);
        assertThat(pids()).hasSize(before + 1);
    }

    @Test
    void aServerIsSharedByChatsAndStartedOnceAtFirstUse() throws Exception {
        String config = small();
        assertThat(servers.list(config, workspace).getFirst().state()).isEqualTo(State.STOPPED);
        assertThat(starts).doesNotExist();

        for (int chat = 0; chat < 5; chat++) {
            Tool say = servers.tools(place("c" + chat, config)).getFirst();
            assertThat(call(say, "{\"text\":\"to " + chat + "\"}").text()).isEqualTo("to " + chat);
        }
        assertThat(pids()).hasSize(1);
    }

    @Test
    void answersAreMatchedToTheirCalls() throws Exception {
        String config = small();
        Tool say = tool(config, "small_say");
        Path gate = top.resolve("gate");
        var first = new CompletableFuture<ToolResult>();
        Thread.startVirtualThread(() -> complete(first, say, "{\"text\":\"first\",\"until\":\"" + gate + "\"}"));
        for (int i = 0; i < 20; i++) {
            assertThat(call(say, "{\"text\":\"n" + i + "\"}").text()).isEqualTo("n" + i);
        }
        Files.createFile(gate);
        assertThat(first.get().text()).isEqualTo("first");
    }

    @Test
    void aServerThatDiesFailsItsCallAtOnceAndIsStartedAgain() throws Exception {
        String config = small();
        Tool say = tool(config, "small_say");
        ToolResult died = call(say, "{\"die\":true}");
        assertThat(died.failed()).isTrue();
        assertThat(died.text()).contains("The server ended");
        assertThat(call(say, "{\"text\":\"again\"}").text()).isEqualTo("again");
        assertThat(pids()).hasSize(2);
    }

    @Test
    void aServerThatCannotBeStartedHidesNoOther() throws Exception {
        var all = new HashMap<String, Map<String, Object>>();
        all.put("none", Map.of("command", "no-such-program-at-all"));
        all.put("missing", Map.of("command", "/no/such/program"));
        all.put(
                "broken",
                Map.of("command", "node", "args", List.of("-e", "console.error('oh dear'); process.exit(3)")));
        all.put("small", node(top.resolve("small.js"), starts.toString()));
        String config = JSON.writeValueAsString(all);

        assertThat(servers.tools(place("c", config)))
                .extracting(tool -> tool.description().name())
                .containsExactly("small_say");
        assertThat(shown(config, "none").error().orElseThrow())
                .contains("There is no program 'no-such-program-at-all'");
        assertThat(shown(config, "broken").state()).isEqualTo(State.FAILED);
        assertThat(shown(config, "broken").error().orElseThrow())
                .contains("The server ended")
                .contains("oh dear");
        assertThat(shown(config, "missing").error().orElseThrow()).contains("'/no/such/program'");
        assertThat(shown(config, "small").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aServerStartsInAWorkspaceThatIsMadeForItOrSaysThatThereIsNone() throws Exception {
        Files.delete(workspace);
        String config = small();
        assertThat(servers.tools(place("c", config))).isEmpty();
        assertThat(shown(config, "small").error().orElseThrow()).contains(workspace + ", does not exist");
        try (var making =
                new McpServers(System.getenv(), folder -> folder.toFile().mkdir(), Duration.ofHours(1))) {
            assertThat(making.tools(place("c", config))).hasSize(1);
        }
    }

    @Test
    void aRestartEndsTheWholeGroupAndStartsAnew() throws Exception {
        String config = small();
        Tool say = tool(config, "small_say");
        List<ProcessHandle> before = processes();
        assertThat(before).hasSizeGreaterThan(1);

        assertThat(servers.restart(config, workspace, "small").orElseThrow().state())
                .isEqualTo(State.RUNNING);
        assertThat(before).noneMatch(McpServersTest::runs);
        assertThat(call(say, "{\"text\":\"new\"}").text()).isEqualTo("new");
        assertThat(pids()).hasSize(2);
        assertThat(servers.restart(config, workspace, "other")).isEmpty();
    }

    @Test
    void whatNobodyUsesIsEndedWithAllThatItStarted() throws Exception {
        try (var restless = new McpServers(System.getenv(), Files::isDirectory, Duration.ofMillis(1))) {
            String config = small();
            assertThat(restless.tools(place("c", config))).isNotNull();
            while (pids().isEmpty()) Thread.onSpinWait();
            List<ProcessHandle> started = processes();
            while (started.stream().anyMatch(McpServersTest::runs)) Thread.onSpinWait();
            assertThat(restless.list(config, workspace).getFirst().error()).isEmpty();
        }
    }

    @Test
    void closingLeavesNoProcess() throws Exception {
        String config = small();
        var _ = tool(config, "small_say");
        List<ProcessHandle> running = processes();
        servers.close();
        assertThat(running).isNotEmpty().noneMatch(McpServersTest::runs);
    }

    @Test
    void aThousandChatsLeaveOneProcessAndThenNone() throws Exception {
        String config = small();
        for (int i = 0; i < 1_000; i++) {
            assertThat(servers.tools(place("c" + i, config))).hasSize(1);
            servers.forget(new ChatId("c" + i));
        }
        assertThat(pids()).hasSize(1);
        List<ProcessHandle> running = processes();
        servers.close();
        assertThat(running).noneMatch(McpServersTest::runs);
    }

    @Test
    void ourKeysAreNotInItsEnvironment() throws Exception {
        var node = new HashMap<>(node(top.resolve("small.js"), starts.toString()));
        node.put("env", Map.of("MINE", "given"));
        String said = call(tool(config(Map.of("small", node)), "small_say"), "{\"text\":\"env\"}")
                .text();
        assertThat(said).contains("PATH").endsWith(" given").doesNotContain(SECRET);
    }

    @Test
    void aCallThatIsStoppedLetsGoOfItsThreadAndTheServerIsTold() throws Exception {
        Tool say = tool(small(), "small_say");
        assertThat(stopped(say, "{\"text\":\"x\",\"until\":\"/never\"}")).isTrue();
        assertThat(call(say, "{\"text\":\"still here\"}").text()).isEqualTo("still here");
        assertThat(Path.of(starts + "-left")).hasContent("true");
    }

    @Test
    void aServerThatReadsNothingHoldsUpNobodyWhoIsStopped() throws Exception {
        Tool say = tool(small(), "small_say");
        assertThat(call(say, "{\"text\":\"last\",\"deaf\":true}").text()).isEqualTo("last");
        String tooLong = "x".repeat(1 << 20);
        for (int i = 0; i < 3; i++)
            assertThat(stopped(say, "{\"text\":\"" + tooLong + "\"}")).isTrue();
    }

    /** Calls, and interrupts the thread that waits for the answer; whether it let go. */
    private boolean stopped(Tool tool, String arguments) throws InterruptedException {
        var letGo = new AtomicBoolean();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                var _ = call(tool, arguments);
            } catch (InterruptedException _) {
                letGo.set(true);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        thread.interrupt();
        thread.join();
        return letGo.get();
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaid() {
        for (String wrong : List.of(
                "{",
                "[]",
                "{\"a b\":{\"command\":\"x\"}}",
                "{\"a\":{}}",
                "{\"a\":{\"command\":\"x\",\"url\":\"http://x\"}}",
                "{\"a\":{\"command\":\" \"}}",
                "{\"a\":{\"command\":\"x\",\"args\":\"y\"}}",
                "{\"a\":{\"command\":\"x\",\"env\":{\"A\":1}}}",
                "{\"a\":{\"url\":\"file:///etc\"}}")) {
            assertThat(servers.trouble(wrong)).as(wrong).isPresent();
        }
        assertThat(servers.trouble("")).isEmpty();
        assertThat(servers.trouble("{\"mcpServers\":{\"a\":{\"command\":\"x\"},\"b\":{\"url\":\"https://x/mcp\"}}}"))
                .isEmpty();
    }

    /** Whether it runs; one that ended and that nobody has asked about yet does not. */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException _) {
            return false;
        }
    }

    private ToolServer shown(String config, String name) {
        return servers.list(config, workspace).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String small() {
        return config(Map.of("small", node(top.resolve("small.js"), starts.toString())));
    }

    private static String config(Map<String, Map<String, Object>> entries) {
        return JSON.writeValueAsString(entries);
    }

    private static Map<String, Object> node(Path file, String argument) {
        return Map.of("command", "node", "args", List.of(file.toString(), argument));
    }

    private ToolPlace place(String chat, String config) {
        return new ToolPlace(
                new ChatId(chat), "Chat", new WorldId("w"), new AgentId("a"), ToolMode.ASK, workspace, config);
    }

    private Tool tool(String config, String name) throws InterruptedException {
        List<Tool> tools = servers.tools(place("c", config));
        return tools.stream()
                .filter(each -> each.description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(servers.list(config, workspace)));
    }

    private ToolResult call(Tool tool, String arguments) throws InterruptedException {
        var ready = (Plan.Ready) tool.plan(place("c", ""), arguments);
        return ready.action().run(_ -> {});
    }

    private void complete(CompletableFuture<ToolResult> result, Tool tool, String arguments) {
        try {
            result.complete(call(tool, arguments));
        } catch (InterruptedException e) {
            result.completeExceptionally(e);
        }
    }

    private List<Long> pids() throws IOException {
        if (!Files.exists(starts)) return List.of();
        return Files.readAllLines(starts).stream().map(Long::parseLong).toList();
    }

    /** The small server that was started last, and what it started. */
    private List<ProcessHandle> processes() throws IOException {
        var all = new ArrayList<ProcessHandle>();
        ProcessHandle.of(pids().getLast()).ifPresent(server -> {
            all.add(server);
            server.descendants().forEach(all::add);
        });
        return all;
    }
}
