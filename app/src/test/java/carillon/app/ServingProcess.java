package carillon.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@link DoomedCarillon} in a process of its own, as a program on the same machine meets it. */
final class ServingProcess implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TOKEN = "killed-killed-killed-killed-killed";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The process was gone before it answered. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1;

        GoneException(Throwable cause) {
            super(cause);
        }
    }

    record Reply(int status, JsonNode json) {}

    private final Process process;
    private final HttpClient client;
    private URI address = URI.create("http://not-yet");

    private ServingProcess(Process process) {
        this.process = process;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** @param order where it is to end, or anything that is no point */
    static ServingProcess start(Path home, Path scratch, String order) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + scratch,
                "-Duser.home=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                DoomedCarillon.class.getName(),
                home.toString(),
                TOKEN);
        builder.environment().clear();
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(scratch.resolve("stderr.txt").toFile()));
        var started = new ServingProcess(builder.start());
        started.arm(order);
        return started;
    }

    /** Waits until it serves. */
    void awaitAddress() throws GoneException {
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) throw new GoneException(new IOException("It said nothing"));
            address = URI.create(Json.find(line, "address").orElseThrow());
        } catch (IOException e) {
            throw new GoneException(e);
        }
    }

    void arm(String order) {
        try {
            process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException _) {
            // It is gone already, which the next look at it tells.
        }
    }

    Reply ask(String method, String path, String body) throws GoneException {
        try {
            HttpResponse<String> answer =
                    client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
            JsonNode json = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            return new Reply(answer.statusCode(), json);
        } catch (IOException e) {
            throw new GoneException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path) throws GoneException {
        return ask("GET", path, "");
    }

    InputStream stream(String path) throws GoneException {
        try {
            var request = HttpRequest.newBuilder(address.resolve(path))
                    .header("Authorization", "Bearer " + TOKEN)
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) throw new AssertionError(path + " answered " + answer.statusCode());
            return answer.body();
        } catch (IOException e) {
            throw new GoneException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Whether it has ended by itself within that time. */
    boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // unlike Process.destroy() it leaves standard input open
    }

    /** The processes that it started and that run. */
    List<ProcessHandle> children() {
        return process.children().toList();
    }

    int exit() {
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        client.shutdownNow();
        for (var stream : List.of(process.getInputStream(), process.getOutputStream())) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
