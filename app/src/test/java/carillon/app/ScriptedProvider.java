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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model server on loopback that outlives the processes which ask it. It does what the last message orders: it says words
 * that begin with the chat's canary and the number of the call, and asks for tools with marks made of both, so that every
 * word and every effect shows where it belongs.
 */
final class ScriptedProvider implements AutoCloseable {
    private static final Pattern ORDER =
            Pattern.compile("canary=(\\w+) words=(\\d+) millis=(\\d+)(?: tools=(\\w+(?:,\\w+)*))?");
    private static final Pattern CANARY = Pattern.compile("bird\\d{4}");
    private static final Pattern TITLE = Pattern.compile("Generate a short title");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Collection<Set<String>> mixed = ConcurrentHashMap.newKeySet();
    private final Collection<String> unpaired = ConcurrentHashMap.newKeySet();

    ScriptedProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    static String order(String canary, int words, int millis) {
        return "canary=" + canary + " words=" + words + " millis=" + millis;
    }

    /** An order to ask for tools first, and to say the words again once there are results. */
    static String order(String canary, int words, int millis, List<ScriptedTool> tools) {
        String names = tools.stream().map(ScriptedTool::name).collect(Collectors.joining(","));
        return order(canary, words, millis) + " tools=" + names;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How often a chat's answers were asked for, titles aside. */
    int asked(String canary) {
        AtomicInteger count = asked.get(canary);
        return count == null ? 0 : count.get();
    }

    /** What the call whose words begin like this one says when it comes to its end. */
    String wholeAnswer(String begun) {
        String[] parts = begun.split("\\.", 3);
        return answers.getOrDefault(parts[0] + "." + parts[1], "no such call");
    }

    /** The canaries of requests that showed a model more than one chat. */
    Collection<Set<String>> mixed() {
        return mixed;
    }

    /** Requests that showed a call of a tool without its one result. */
    Collection<String> unpaired() {
        return unpaired;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().endsWith("/models")) {
                answer(exchange, "{\"object\":\"list\",\"data\":[{\"id\":\"scripted\",\"object\":\"model\"}]}");
            } else {
                play(exchange, body);
            }
        }
    }

    private void play(HttpExchange exchange, String body) throws IOException {
        Set<String> canaries = new TreeSet<>();
        CANARY.matcher(body).results().forEach(found -> canaries.add(found.group()));
        if (canaries.size() != 1) mixed.add(canaries);
        var request = new Request(ServingProcess.JSON.readTree(body).path("messages"));
        if (!request.isPaired()) unpaired.add(body);
        MatchResult order = request.order();
        String canary = order.group(1);
        int call = calls.incrementAndGet();
        boolean title = TITLE.matcher(body).find();
        int words = title ? 1 : Integer.parseInt(order.group(2));
        if (!title) asked.computeIfAbsent(canary, _ -> new AtomicInteger()).incrementAndGet();
        var whole = new StringBuilder();
        for (int i = 0; i < words; i++) whole.append(word(canary, call, i));
        if (!title) answers.put(canary + "." + call, whole.toString());
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < words; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order.group(3))));
            chunk(out, Map.of("content", word(canary, call, i)), null);
        }
        List<ScriptedTool> tools = title ? List.of() : request.tools();
        askFor(out, tools, ScriptedTool.marks(canary, call, tools.size()));
        chunk(out, Map.of(), tools.isEmpty() ? "stop" : "tool_calls");
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** What a model is shown. */
    private record Request(JsonNode messages) {
        /** What a person ordered last. */
        MatchResult order() {
            return ORDER.matcher(messages.toString())
                    .results()
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }

        /** The tools that were ordered and have no results yet. */
        List<ScriptedTool> tools() {
            String names = order().group(4);
            boolean asked = false;
            for (JsonNode message : messages) {
                if (ORDER.matcher(message.path("content").toString()).find()) asked = false;
                if (message.path("role").asString().equals("tool")) asked = true;
            }
            return names == null || asked
                    ? List.of()
                    : Stream.of(names.split(",")).map(ScriptedTool::valueOf).toList();
        }

        /** Whether each call has one result, after it. */
        boolean isPaired() {
            Set<String> open = new HashSet<>();
            for (JsonNode message : messages) {
                for (JsonNode call : message.path("tool_calls"))
                    open.add(call.path("id").asString());
                boolean result = message.path("role").asString().equals("tool");
                if (result && !open.remove(message.path("tool_call_id").asString())) return false;
            }
            return open.isEmpty();
        }
    }

    private static void askFor(OutputStream out, List<ScriptedTool> tools, List<String> marks) throws IOException {
        for (int i = 0; i < tools.size(); i++) {
            String arguments = tools.get(i).arguments(marks.get(i));
            int half = arguments.length() / 2;
            Map<String, Object> named = Map.of("name", tools.get(i).tool(), "arguments", arguments.substring(0, half));
            toolChunk(out, Map.of("index", i, "id", "call_" + i, "type", "function", "function", named));
            toolChunk(out, Map.of("index", i, "function", Map.of("arguments", arguments.substring(half))));
        }
    }

    private static void toolChunk(OutputStream out, Map<String, Object> call) throws IOException {
        chunk(out, Map.of("tool_calls", List.of(call)), null);
    }

    private static String word(String canary, int call, int place) {
        return canary + "." + call + "." + place + " ";
    }

    private static void chunk(OutputStream out, Map<String, Object> delta, @Nullable String finish) throws IOException {
        String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\","
                + "\"choices\":[{\"index\":0,\"delta\":" + ServingProcess.JSON.writeValueAsString(delta)
                + ",\"finish_reason\":" + (finish == null ? "null" : "\"" + finish + "\"") + "}]}\n\n";
        out.write(chunk.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
