package carillon.tools.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolResult;
import carillon.tools.process.ProcessGroup;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command to its end, its time limit or an interrupt, and leaves nothing of it running. Its output is read on a
 * thread of its own, since reading a pipe cannot be interrupted; a listener that is slow slows the command.
 */
final class CommandRun {
    private static final int HEAD_CHARS = 24 << 10;
    private static final int TAIL_CHARS = 40 << 10;
    private static final int PIECE_CHARS = 8 << 10;
    private static final int MOST_PIECES = 16;
    /** How long what was still written may take to arrive when the command has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final List<String> program;
    private final Path folder;
    private final Map<String, String> environment;
    private final Duration limit;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore pieces = new Semaphore(MOST_PIECES);
    private final TerminalText terminal = new TerminalText();
    private final HeadAndTail output = new HeadAndTail(HEAD_CHARS, TAIL_CHARS);

    private sealed interface Event {
        record Written(String text) implements Event {}

        record Ended() implements Event {}

        record Silent() implements Event {}
    }

    CommandRun(List<String> program, Path folder, Map<String, String> environment, Duration limit) {
        this.program = program;
        this.folder = folder;
        this.environment = environment;
        this.limit = limit;
    }

    ToolResult run(ToolListener live) throws InterruptedException {
        @Nullable Thread reader = null;
        try (var group = ProcessGroup.start(program, folder, environment, ProcessGroup.Errors.WITH_OUTPUT)) {
            group.input().close();
            reader =
                    Thread.ofPlatform().daemon().name("carillon-command-output").start(() -> read(group));
            group.whenEnded(() -> {
                group.end();
                events.add(new Event.Ended());
            });
            boolean inTime = listen(live);
            group.end();
            return result(inTime, inTime ? group.waitFor() : -1);
        } catch (IOException e) {
            return ToolResult.failure("The command could not be started: " + e.getMessage());
        } finally {
            if (reader != null) reader.interrupt();
        }
    }

    /** @return whether the command ended in time */
    private boolean listen(ToolListener live) throws InterruptedException {
        long endsAt = System.nanoTime() + limit.toNanos();
        boolean ended = false;
        boolean silent = false;
        while (!ended || !silent) {
            @Nullable Event event = events.poll(endsAt - System.nanoTime(), TimeUnit.NANOSECONDS);
            switch (event) {
                case null -> {
                    return ended;
                }
                case Event.Written(var text) -> {
                    pieces.release();
                    String plain = terminal.plain(text);
                    output.add(plain);
                    if (!plain.isEmpty()) live.output(plain);
                }
                case Event.Ended() -> {
                    ended = true;
                    endsAt = System.nanoTime() + LAST_WORDS.toNanos();
                }
                case Event.Silent() -> silent = true;
            }
        }
        return true;
    }

    private ToolResult result(boolean inTime, int exit) {
        String text = output.toString().stripTrailing();
        if (!inTime) {
            return ToolResult.failure((text + "\n[Stopped: the command took more than " + limit.toSeconds()
                            + " s. Give a longer timeout_seconds, or a command that does less.]")
                    .strip());
        }
        if (exit != 0) return ToolResult.failure((text + "\n[Exit code " + exit + "]").strip());
        return ToolResult.of(text.isEmpty() ? "[No output; exit code 0]" : text);
    }

    private void read(ProcessGroup group) {
        try (Reader reader = new InputStreamReader(group.output(), UTF_8)) {
            var piece = new char[PIECE_CHARS];
            for (int read; (read = reader.read(piece)) >= 0; ) {
                pieces.acquire();
                events.add(new Event.Written(new String(piece, 0, read)));
            }
        } catch (IOException _) {
            // the same as the end of it
        } catch (InterruptedException _) {
            return;
        }
        events.add(new Event.Silent());
    }
}
