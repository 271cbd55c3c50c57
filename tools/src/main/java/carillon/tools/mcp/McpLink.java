package carillon.tools.mcp;

import carillon.tools.mcp.RecallingTransport.Sent;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A connection to a server that answers. Answers are matched to their calls by the protocol's ids, so many chats can use
 * it side by side.
 */
final class McpLink implements AutoCloseable {
    private static final int MOST_PAGES = 50;

    private final McpAsyncClient client;
    private final RecallingTransport transport;
    private final CompletableFuture<Void> gone;
    private final Runnable end;

    /**
     * @param transport that the client uses
     * @param gone      ended when the server is gone
     * @param end       ends the server, whatever it is doing
     */
    McpLink(McpAsyncClient client, RecallingTransport transport, CompletableFuture<Void> gone, Runnable end) {
        this.client = client;
        this.transport = transport;
        this.gone = gone;
        this.end = end;
    }

    void initialize(Duration limit) throws McpFailure, InterruptedException {
        var _ = await(client.initialize(), limit, "did not answer");
    }

    List<Tool> tools(Duration limit) throws McpFailure, InterruptedException {
        var tools = new ArrayList<Tool>();
        @Nullable String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            ListToolsResult listed = await(client.listTools(cursor), limit, "did not list its tools");
            tools.addAll(listed.tools());
            cursor = listed.nextCursor();
            if (cursor == null || cursor.isEmpty()) break;
        }
        return tools;
    }

    /** Asks for one call; when that is interrupted, or takes too long, the server is told to leave it. */
    CallToolResult call(String tool, Map<String, Object> arguments, Duration limit)
            throws McpFailure, InterruptedException {
        var sent = new Sent();
        Mono<CallToolResult> asked = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        boolean settled = false;
        try {
            CallToolResult result = await(RecallingTransport.noting(sent, asked), limit, "did not answer the call");
            settled = true;
            return result;
        } finally {
            if (!settled) transport.recall(sent);
        }
    }

    boolean isGone() {
        return gone.isDone();
    }

    private <T> T await(Mono<T> asked, Duration limit, String otherwise) throws McpFailure, InterruptedException {
        CompletableFuture<T> answer = asked.toFuture();
        try {
            var _ = CompletableFuture.anyOf(answer, gone).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.isDone()) return answer.get();
            throw new McpFailure("The server ended.");
        } catch (TimeoutException _) {
            throw new McpFailure("The server " + otherwise + " within " + limit.toSeconds() + " s.");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new McpFailure("The server " + otherwise + ": " + cause.getMessage());
        } finally {
            answer.cancel(true);
        }
    }

    /** Ends the connection, and the server if it was started for it. */
    @Override
    public void close() {
        try {
            client.closeGracefully().block(Duration.ofSeconds(1));
        } catch (RuntimeException _) {
            // it does not answer; it is ended all the same
        } finally {
            client.close();
            end.run();
        }
    }
}
