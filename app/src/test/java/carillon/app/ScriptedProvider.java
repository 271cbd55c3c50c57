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

/**
 * A model server on loopback that outlives the processes which ask it. It says what the last message orders, in words that
 * begin with the chat's canary and the number of the call, so that every word shows where it belongs.
 */
final class ScriptedProvider implements AutoCloseable {
    private static final Pattern ORDER = Pattern.compile("canary=(\\w+) words=(\\d+) millis=(\\d+)");
    private static final Pattern CANARY = Pattern.compile("canary=(\\w+)");
    private static final Pattern TITLE = Pattern.compile("Generate a short title");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Collection<Set<String>> mixed = ConcurrentHashMap.newKeySet();

    ScriptedProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    static String order(String canary, int words, int millis) {
        return "canary=" + canary + " words=" + words + " millis=" + millis;
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
        CANARY.matcher(body).results().forEach(found -> canaries.add(found.group(1)));
        if (canaries.size() != 1) mixed.add(canaries);
        MatchResult order =
                ORDER.matcher(body).results().reduce((_, last) -> last).orElseThrow();
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
            chunk(out, "{\"content\":\"" + word(canary, call, i) + "\"}", "null");
        }
        chunk(out, "{}", "\"stop\"");
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static String word(String canary, int call, int place) {
        return canary + "." + call + "." + place + " ";
    }

    private static void chunk(OutputStream out, String delta, String finish) throws IOException {
        String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
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
