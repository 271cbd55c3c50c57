package carillon.tools.mcp;

import carillon.tools.process.ProcessGroup;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A line for each message over the input and output of a program in a group of its own, which is ended as a whole. The
 * SDK's own transport knows no groups.
 */
final class StdioTransport implements McpClientTransport {
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final ProcessGroup group;
    private final McpJsonMapper json;
    private final Runnable gone;
    private final ReentrantLock writing = new ReentrantLock();

    /** @param gone run once when the program puts out nothing any more */
    StdioTransport(ProcessGroup group, McpJsonMapper json, Runnable gone) {
        this.group = group;
        this.json = json;
        this.gone = gone;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(() -> Thread.ofVirtual().name("carillon-mcp").start(() -> read(handler)));
    }

    private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try (var lines = new BufferedReader(new InputStreamReader(group.output(), StandardCharsets.UTF_8))) {
            for (Optional<String> line = line(lines); line.isPresent(); line = line(lines)) {
                message(line.get())
                        .ifPresent(message -> handler.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {}));
            }
        } catch (IOException _) {
            // it is gone, as is said below
        } finally {
            gone.run();
        }
    }

    /** The next line; empty at the end, and where a line is too long to be a message. */
    private static Optional<String> line(BufferedReader from) throws IOException {
        var line = new StringBuilder();
        for (int c = from.read(); c >= 0; c = from.read()) {
            if (c == '\n') return Optional.of(line.toString());
            if (line.length() == LONGEST_LINE) return Optional.empty();
            line.append((char) c);
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }

    /** A message; empty for what is none, such as a greeting that a program prints. */
    private Optional<JSONRPCMessage> message(String line) {
        if (line.isBlank()) return Optional.empty();
        try {
            return Optional.of(McpSchema.deserializeJsonRpcMessage(json, line));
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromCallable(() -> {
                    byte[] line = (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
                    writing.lock();
                    try {
                        OutputStream to = group.input();
                        to.write(line);
                        to.flush();
                    } finally {
                        writing.unlock();
                    }
                    return message;
                })
                .then();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(group::end);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }
}
