package carillon.tools.mcp;

import carillon.engine.spi.ToolServer.State;
import carillon.tools.call.PlainText;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One server for all chats that name it in one workspace: started when it is first needed, again with back-off when it
 * broke, and ended when nobody has needed it for a while. Safe for many threads.
 */
final class McpConnection {
    private static final Logger LOG = System.getLogger("carillon.tools");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LIST_LIMIT = Duration.ofSeconds(15);
    private static final Duration CALL_LIMIT = Duration.ofMinutes(10);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration MOST_BACK_OFF = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 600;

    private final McpEntry entry;
    private final Path workspace;
    private final McpDialer dialer;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable Running running;
    private volatile @Nullable Failed failed;
    private volatile long usedAt = System.nanoTime();
    private volatile boolean over;

    private record Running(McpLink link, List<ListedTool> tools) {}

    /** @param times how often it failed, one after the other */
    private record Failed(int times, long at, String reason) {}

    McpConnection(McpEntry entry, Path workspace, McpDialer dialer) {
        this.entry = entry;
        this.workspace = workspace;
        this.dialer = dialer;
    }

    McpEntry entry() {
        return entry;
    }

    /** Starts it if it does not run, unless it failed a moment ago. */
    void need() throws InterruptedException {
        if (keepUp() || isToRest()) return;
        try {
            var _ = started();
        } catch (McpFailure _) {
            // it is kept as the server's error
        }
    }

    /** Puts off its end, if it runs. */
    boolean keepUp() {
        usedAt = System.nanoTime();
        return alive() != null;
    }

    /** The tools as far as they are known; starts nothing. */
    List<ListedTool> known() {
        Running now = alive();
        return now == null ? List.of() : now.tools;
    }

    State state() {
        if (alive() != null) return State.RUNNING;
        if (starting.isLocked()) return State.STARTING;
        return failed == null ? State.STOPPED : State.FAILED;
    }

    Optional<String> error() {
        return Optional.ofNullable(failed).map(Failed::reason);
    }

    CallToolResult call(String tool, Map<String, Object> arguments) throws McpFailure, InterruptedException {
        usedAt = System.nanoTime();
        try {
            Running now = alive();
            McpLink link = now == null ? started().link : now.link;
            return link.call(tool, arguments, CALL_LIMIT);
        } finally {
            usedAt = System.nanoTime();
        }
    }

    private @Nullable Running alive() {
        Running now = running;
        return now == null || now.link.isGone() ? null : now;
    }

    private boolean isToRest() {
        Failed last = failed;
        if (last == null) return false;
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(last.times - 1, 10));
        if (wait.compareTo(MOST_BACK_OFF) > 0) wait = MOST_BACK_OFF;
        return System.nanoTime() - last.at < wait.toNanos();
    }

    private Running started() throws McpFailure, InterruptedException {
        starting.lockInterruptibly();
        try {
            Running now = alive();
            if (now != null) return now;
            if (over) throw new McpFailure("Carillon is closing.");
            end();
            return start();
        } finally {
            starting.unlock();
        }
    }

    private Running start() throws McpFailure, InterruptedException {
        var complaints = new LastLines();
        try {
            return greeted(dialer.dial(entry, workspace, complaints));
        } catch (McpFailure failure) {
            throw failed(failure, complaints.atTheEnd());
        }
    }

    private Running greeted(McpLink link) throws McpFailure, InterruptedException {
        boolean up = false;
        try {
            link.initialize(START_LIMIT);
            var now = new Running(
                    link, link.tools(LIST_LIMIT).stream().map(ListedTool::of).toList());
            running = now;
            failed = null;
            up = true;
            return now;
        } finally {
            if (!up) link.close();
        }
    }

    private McpFailure failed(McpFailure failure, String said) {
        String reason =
                PlainText.line(failure.getMessage() + (said.isEmpty() ? "" : " It says: " + said), LONGEST_ERROR);
        Failed before = failed;
        failed = new Failed(before == null ? 1 : before.times + 1, System.nanoTime(), reason);
        LOG.log(Level.WARNING, "mcp=" + entry.name() + " " + reason);
        return new McpFailure(reason);
    }

    /** Ends it and forgets its failures, so that it starts at once when it is needed. */
    void reset() {
        starting.lock();
        try {
            end();
            failed = null;
        } finally {
            starting.unlock();
        }
    }

    /** Ends it if nobody has needed it for so long. */
    void endUnused(Duration after) {
        if (System.nanoTime() - usedAt < after.toNanos() || !starting.tryLock()) return;
        try {
            if (System.nanoTime() - usedAt >= after.toNanos()) end();
        } finally {
            starting.unlock();
        }
    }

    /** Ends it for good. */
    void close() {
        over = true;
        Running now = running;
        if (now != null) now.link.close();
        reset();
    }

    private void end() {
        Running now = running;
        running = null;
        if (now != null) now.link.close();
    }
}
