package carillon.tools.mcp;

import carillon.core.id.ChatId;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolServer;
import carillon.engine.spi.ToolServers;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The MCP servers of all worlds. Chats whose settings name the same server in the same workspace share it; nothing of a
 * chat is kept here. Safe for many threads.
 */
public final class McpServers implements ToolSource, ToolServers, AutoCloseable {
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST_NAME = 64;

    /** How long a model call waits for servers that start. */
    private static final Duration AWAITED = Duration.ofSeconds(10);

    private final McpDialer dialer;
    private final Duration unused;
    private final Map<Key, McpConnection> connections = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Servers with other settings, or for another workspace, are others. */
    private record Key(McpEntry entry, Path workspace) {}

    /**
     * @param environment of this process; servers get a few harmless variables of it
     * @param ready       makes a workspace if it can; whether there is one now
     * @param unused      how long nobody needs a server before it is ended
     */
    public McpServers(Map<String, String> environment, Predicate<Path> ready, Duration unused) {
        dialer = new McpDialer(environment, ready);
        this.unused = unused;
        Thread.ofVirtual().name("carillon-mcp-rest").start(this::endUnused);
    }

    private void endUnused() {
        try {
            while (!closed.await(Math.max(1, unused.toMillis() / 2), TimeUnit.MILLISECONDS)) {
                connections.values().forEach(each -> each.endUnused(unused));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Tool> tools(ToolPlace place) throws InterruptedException {
        List<McpConnection> all = connections(place.mcpServers(), place.workspace());
        startAll(all);
        var names = new TreeSet<String>();
        var tools = new ArrayList<Tool>();
        for (McpConnection each : all) {
            for (ListedTool tool : each.known()) tools.add(new McpTool(name(each, tool, names), tool, each));
        }
        return tools;
    }

    /** Side by side; one that takes long goes on starting, and its tools are there the next time. */
    private static void startAll(List<McpConnection> all) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (McpConnection each : all) {
            if (each.keepUp()) continue;
            threads.add(Thread.ofVirtual().name("carillon-mcp-start").start(() -> start(each)));
        }
        long until = System.nanoTime() + AWAITED.toNanos();
        for (Thread each : threads) {
            var _ = each.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
    }

    private static void start(McpConnection connection) {
        try {
            connection.need();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What agents call a tool; no two at a place have one name. */
    private static String name(McpConnection connection, ListedTool tool, Set<String> taken) {
        String wished =
                UNFIT.matcher(connection.entry().name() + "_" + tool.name()).replaceAll("_");
        String name = wished.substring(0, Math.min(LONGEST_NAME, wished.length()));
        for (int number = 2; !taken.add(name); number++) {
            String end = "_" + number;
            name = wished.substring(0, Math.min(LONGEST_NAME - end.length(), wished.length())) + end;
        }
        return name;
    }

    private List<McpConnection> connections(String mcpServers, Path workspace) {
        try {
            return McpConfig.read(mcpServers).entries().stream()
                    .map(entry -> connections.computeIfAbsent(
                            new Key(entry, workspace), key -> new McpConnection(key.entry, key.workspace, dialer)))
                    .toList();
        } catch (IllegalArgumentException _) {
            // settings are checked before they are kept; what cannot be read names no server
            return List.of();
        }
    }

    @Override
    public void forget(ChatId chat) {}

    @Override
    public Optional<String> trouble(String mcpServers) {
        try {
            var _ = McpConfig.read(mcpServers);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<ToolServer> list(String mcpServers, Path workspace) {
        return connections(mcpServers, workspace).stream()
                .map(McpServers::shown)
                .toList();
    }

    @Override
    public Optional<ToolServer> restart(String mcpServers, Path workspace, String name) throws InterruptedException {
        for (McpConnection each : connections(mcpServers, workspace)) {
            if (!each.entry().name().equals(name)) continue;
            each.reset();
            each.need();
            return Optional.of(shown(each));
        }
        return Optional.empty();
    }

    private static ToolServer shown(McpConnection connection) {
        var names = new TreeSet<String>();
        List<String> tools = connection.known().stream()
                .map(tool -> name(connection, tool, names))
                .toList();
        return new ToolServer(
                connection.entry().name(), connection.entry().kind(), connection.state(), connection.error(), tools);
    }

    /** Ends all servers. */
    @Override
    public void close() {
        closed.countDown();
        var ending = connections.values().stream()
                .map(each -> Thread.ofVirtual().name("carillon-mcp-end").start(each::close))
                .toList();
        try {
            for (Thread each : ending) each.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
