package carillon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Carillon in a process of its own, started as a person starts it. */
final class Product implements AutoCloseable {
    private static final String TOKEN = "bench-token-bench-token-bench-0000";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Duration start;

    private Product(Process process, URI address, Duration start) {
        this.process = process;
        this.address = address;
        this.start = start;
    }

    /**
     * @param launcher the {@code carillon} script; {@code CARILLON_JAVA_OPTS} goes to the started JVM
     * @param home     the data folder
     */
    static Product start(Path launcher, Path home) throws IOException {
        long began = System.nanoTime();
        var builder =
                new ProcessBuilder(launcher.toString(), "serve", "--json", "--port", "0", "--home", home.toString());
        builder.environment().put("CARILLON_TOKEN", TOKEN);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) throw new IOException("Carillon did not start; what it said is above");
        URI address = URI.create(JSON.readTree(line).path("address").asString());
        var product = new Product(process, address, Duration.ZERO);
        product.get("/api/health");
        return new Product(process, address, Duration.ofNanos(System.nanoTime() - began));
    }

    /** From the command to the first answered request. */
    Duration startTime() {
        return start;
    }

    int port() {
        return address.getPort();
    }

    long pid() {
        return process.pid();
    }

    static String authorization() {
        return "Bearer " + TOKEN;
    }

    JsonNode get(String path) throws IOException {
        return ask("GET", path, Optional.empty());
    }

    JsonNode post(String path, String body) throws IOException {
        return ask("POST", path, Optional.of(body));
    }

    private JsonNode ask(String method, String path, Optional<String> body) throws IOException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", authorization())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(method + " " + path + " gave " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** A world with one agent that speaks to a scripted model. */
    void makeWorld(String world, String modelBaseUrl) throws IOException {
        post("/api/worlds", "{\"name\":\"" + world + "\"}");
        post(
                "/api/worlds/" + world + "/agents",
                "{\"id\":\"a1\",\"name\":\"a1\",\"provider\":\"openai-compatible\",\"model\":\"scripted\",\"baseUrl\":\""
                        + modelBaseUrl + "\"}");
    }

    /** A chat with a title of its own, so that none is made for it. */
    String makeChat(String world) throws IOException {
        return post("/api/worlds/" + world + "/chats", "{\"title\":\"Bench\"}")
                .path("id")
                .asString();
    }

    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in megabytes. */
    long residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1_024;
            }
        }
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid())).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), US_ASCII).strip()) / 1_024;
    }

    /** What the JDK's {@code jcmd} says of the process. */
    String jcmd(String... command) throws IOException {
        var all = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
