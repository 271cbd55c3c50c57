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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A line for each message over the input and output of a program in a group of its own, which is ended as a whole. The
 * SDK's own transport knows no groups.
 */
final class StdioTransport implements McpClientTransport {
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    /** In bytes. */
    private static final int MOST_UNSENT = 16 * 1024 * 1024;

    private final ProcessGroup group;
    private final McpJsonMapper json;
    private final Runnable gone;
    private final BlockingQueue<byte[]> unsent = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_UNSENT);

    /** @param gone run once when the program puts out nothing any more */
    StdioTransport(ProcessGroup group, McpJsonMapper json, Runnable gone) {
        this.group = group;
        this.json = json;
        this.gone = gone;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(() -> {
            Thread writer = Thread.ofVirtual().name("carillon-mcp-input").start(this::write);
            Thread.ofVirtual().name("carillon-mcp-output").start(() -> {
                read(handler);
                writer.interrupt();
                gone.run();
            });
        });
    }

    private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try (var lines = new BufferedReader(new InputStreamReader(group.output(), StandardCharsets.UTF_8))) {
            for (Optional<String> line = line(lines); line.isPresent(); line = line(lines)) {
                message(line.get())
                        .ifPresent(message -> handler.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {}));
            }
        } catch (IOException _) {
            // it is gone
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

    /** Never waits for the program, which may read nothing. */
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromCallable(() -> {
                    byte[] line = (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
                    if (!room.tryAcquire(line.length)) throw new IOException("It reads nothing of what it is sent.");
                    unsent.add(line);
                    return message;
                })
                .then();
    }

    private void write() {
        OutputStream to = group.input();
        try {
            while (true) {
                byte[] line = unsent.take();
                to.write(line);
                to.flush();
                room.release(line.length);
            }
        } catch (IOException | InterruptedException _) {
            // it is gone, as its output says
        }
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
