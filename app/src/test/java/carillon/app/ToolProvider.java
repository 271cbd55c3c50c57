package carillon.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model server whose model asks for tools, each with the canary of the chat that it was shown: first it writes a file,
 * runs a command and calls an MCP tool side by side, then it reads the file and looks where it is, then it is done.
 */
final class ToolProvider implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CANARY = Pattern.compile("canary=(\\w+)");
    private static final int FIRST = 3;
    private static final int SECOND = 5;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Collection<Set<String>> mixed = ConcurrentHashMap.newKeySet();

    /** A tool to ask for, and its arguments. */
    private record Wish(String tool, Map<String, ?> arguments) {}

    ToolProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** The canaries of requests that showed a model none, or more than one. */
    Collection<Set<String>> mixed() {
        return mixed;
    }

    static Set<String> canaries(String text) {
        var found = new TreeSet<String>();
        CANARY.matcher(text).results().forEach(each -> found.add(each.group(1)));
        return found;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Set<String> canaries = canaries(body);
            if (canaries.size() != 1) mixed.add(canaries);
            JsonNode messages = JSON.readTree(body).path("messages");
            long results = messages.valueStream()
                    .filter(message -> message.path("role").asString("").equals("tool"))
                    .count();
            String canary = canaries.iterator().next();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            play(exchange.getResponseBody(), canary, results);
        }
    }

    private static void play(OutputStream out, String canary, long results) throws IOException {
        String own = "canary=" + canary;
        if (results == 0) {
            asks(
                    out,
                    List.of(
                            new Wish("write_file", Map.of("path", canary + ".txt", "content", own + " in a file")),
                            new Wish("shell", Map.of("argv", List.of("printf", own + " put out"))),
                            new Wish("small_say", Map.of("text", own + " said"))));
        } else if (results == FIRST) {
            asks(
                    out,
                    List.of(
                            new Wish("read_file", Map.of("path", canary + ".txt")),
                            new Wish("shell", Map.of("argv", List.of("pwd")))));
        } else {
            chunk(out, Map.of("content", "done " + own + " after " + (results == SECOND)), "stop");
        }
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void asks(OutputStream out, List<Wish> wishes) throws IOException {
        for (int i = 0; i < wishes.size(); i++) {
            Wish wish = wishes.get(i);
            var call = Map.of(
                    "index",
                    i,
                    "id",
                    "call" + i,
                    "type",
                    "function",
                    "function",
                    Map.of("name", wish.tool, "arguments", JSON.writeValueAsString(wish.arguments)));
            chunk(out, Map.of("tool_calls", List.of(call)), "");
        }
        chunk(out, Map.of(), "tool_calls");
    }

    private static void chunk(OutputStream out, Map<String, ?> delta, String finish) throws IOException {
        var choice = JSON.createObjectNode().put("index", 0);
        choice.set("delta", JSON.valueToTree(delta));
        if (finish.isEmpty()) choice.putNull("finish_reason");
        else choice.put("finish_reason", finish);
        var chunk = JSON.createObjectNode()
                .put("id", "c")
                .put("object", "chat.completion.chunk")
                .put("created", 1);
        chunk.put("model", "scripted").putArray("choices").add(choice);
        out.write(("data: " + JSON.writeValueAsString(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
