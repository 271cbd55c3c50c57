package carillon.tools.mcp;

import carillon.tools.process.CleanEnvironment;
import carillon.tools.process.ProcessGroup;
import carillon.tools.process.ProcessGroup.Errors;
import carillon.tools.process.Programs;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Reaches servers: starts those that are programs, and connects to the others. Safe for many threads. */
final class McpDialer {
    /** A call has its own limit; this only bounds what the SDK keeps. */
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(15);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final Predicate<Path> ready;

    /**
     * @param environment of this process; servers get a few harmless variables of it
     * @param ready       makes a workspace if it can; whether there is one now
     */
    McpDialer(Map<String, String> environment, Predicate<Path> ready) {
        this.environment = Map.copyOf(environment);
        this.ready = ready;
    }

    /** @param complaints gets what a program writes to its errors */
    McpLink dial(McpEntry entry, Path workspace, LastLines complaints) throws McpFailure {
        return switch (entry) {
            case McpEntry.Local local -> start(local, workspace, complaints);
            case McpEntry.Remote remote -> connect(remote, workspace);
        };
    }

    private McpLink start(McpEntry.Local local, Path workspace, LastLines complaints) throws McpFailure {
        if (!ready.test(workspace)) {
            throw new McpFailure("Its folder to work in, the workspace " + workspace
                    + ", does not exist. Make it, or choose another in the world's settings.");
        }
        Map<String, String> variables = CleanEnvironment.of(environment, workspace);
        variables.putAll(local.env());
        var program = new ArrayList<String>();
        program.add(program(local.command(), variables.getOrDefault("PATH", ""), workspace));
        program.addAll(local.args());
        ProcessGroup group;
        try {
            group = ProcessGroup.start(program, workspace, variables, Errors.APART);
        } catch (IOException e) {
            throw new McpFailure("It cannot be started: " + e.getMessage());
        }
        complaints.follow(group.errors());
        var gone = new CompletableFuture<Void>();
        var transport = new StdioTransport(group, McpJsonDefaults.getMapper(), () -> gone.complete(null));
        return link(transport, workspace, gone, group::end);
    }

    /** A program is found by the names on the path, or is a file; never one of the workspace by its bare name. */
    private static String program(String command, String path, Path workspace) throws McpFailure {
        if (command.contains("/")) {
            if (Programs.isProgram(workspace.resolve(command))) return command;
            throw new McpFailure("There is no program that can be run at '" + command + "'.");
        }
        return Programs.find(command, path)
                .map(Path::toString)
                .orElseThrow(
                        () -> new McpFailure("There is no program '" + command + "'. Install it, or give its file."));
    }

    private static McpLink connect(McpEntry.Remote remote, Path workspace) {
        URI url = remote.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        remote.headers().forEach(request::header);
        McpClientTransport transport = HttpClientStreamableHttpTransport.builder(
                        url.getScheme() + "://" + url.getRawAuthority())
                .endpoint(path + query)
                .requestBuilder(request)
                .connectTimeout(CONNECT)
                .build();
        return link(transport, workspace, new CompletableFuture<>(), () -> {});
    }

    private static McpLink link(McpClientTransport direct, Path workspace, CompletableFuture<Void> gone, Runnable end) {
        var transport = new RecallingTransport(direct);
        McpAsyncClient client = McpClient.async(transport)
                .clientInfo(McpSchema.Implementation.builder("carillon", "1").build())
                .roots(List.of(new McpSchema.Root(workspace.toUri().toString(), "workspace")))
                .requestTimeout(LONGEST_REQUEST)
                .initializationTimeout(LONGEST_REQUEST)
                .build();
        return new McpLink(client, transport, gone, end);
    }
}
