package carillon.tools.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transport that knows under which id a request went out, so that its server can be told when nobody waits for the
 * answer any more. The SDK keeps these ids to itself.
 */
final class RecallingTransport implements McpClientTransport {
    private final McpClientTransport to;

    RecallingTransport(McpClientTransport to) {
        this.to = to;
    }

    /** One request, and the id that it got. */
    static final class Sent {
        private volatile @Nullable Object id;
    }

    /** The request that this asks for is the one that was sent. */
    static <T> Mono<T> noting(Sent sent, Mono<T> asked) {
        return asked.contextWrite(context -> context.put(Sent.class, sent));
    }

    /** Tells the server that nobody waits for the answer; nothing when it was never asked. */
    void recall(Sent sent) {
        Object id = sent.id;
        if (id == null) return;
        var cancelled = new JSONRPCNotification("notifications/cancelled", Map.of("requestId", id));
        to.sendMessage(cancelled).subscribe(_ -> {}, _ -> {});
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        if (!(message instanceof JSONRPCRequest request)) return to.sendMessage(message);
        return Mono.deferContextual(context -> {
            context.<Sent>getOrEmpty(Sent.class).ifPresent(sent -> sent.id = request.id());
            return to.sendMessage(message);
        });
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return to.connect(handler);
    }

    @Override
    public void setExceptionHandler(Consumer<Throwable> handler) {
        to.setExceptionHandler(handler);
    }

    @Override
    public List<String> protocolVersions() {
        return to.protocolVersions();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return to.unmarshalFrom(data, type);
    }

    @Override
    public void close() {
        to.close();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return to.closeGracefully();
    }
}
