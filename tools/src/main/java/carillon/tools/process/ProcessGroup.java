package carillon.tools.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A program in a session of its own, with all that it starts. Closing kills all of it, also what left the group, where
 * the system shows it. Safe for many threads.
 */
public final class ProcessGroup implements AutoCloseable {
    private static final String MARK = "CARILLON_CALL";
    private static final String PERL = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; exit 127";
    private static final int MOST_SWEEPS = 20;
    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private final Process process;
    private final String mark;

    private ProcessGroup(Process process, String mark) {
        this.process = process;
        this.mark = mark;
    }

    /** What becomes of the errors it writes. */
    public enum Errors {
        WITH_OUTPUT,
        /** They are read by themselves. */
        APART,
        DROPPED
    }

    /**
     * Starts a program without a shell.
     *
     * @param program its file and its arguments
     * @throws IOException if it cannot be started, or the system has no way to begin a session
     */
    public static ProcessGroup start(List<String> program, Path folder, Map<String, String> environment, Errors errors)
            throws IOException {
        var mark = UUID.randomUUID().toString();
        var builder = new ProcessBuilder(inSession(program, environment.getOrDefault("PATH", "")))
                .directory(folder.toFile())
                .redirectErrorStream(errors == Errors.WITH_OUTPUT);
        if (errors == Errors.DROPPED) builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(MARK, mark);
        return new ProcessGroup(builder.start(), MARK + "=" + mark);
    }

    /** What it puts out. Reading holds the thread; it ends at the latest when the group is closed. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** What it writes to its errors when they are apart. */
    public InputStream errors() {
        return process.getErrorStream();
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for the program itself, not for what it left running. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Lets this be run on a thread of its own as soon as the program itself has ended. */
    public void whenEnded(Runnable then) {
        var _ = process.onExit()
                .thenRun(() -> Thread.ofVirtual().name("carillon-command-end").start(then));
    }

    @Override
    public void close() {
        end();
    }

    /** Kills the group and what left it. Returns when nothing of it runs any more, as far as can be seen. */
    public void end() {
        boolean interrupted = Thread.interrupted();
        try {
            for (int sweep = 0; sweep < MOST_SWEEPS && !isGone(sweep); sweep++) {
                if (process.isAlive() || Leftovers.canBeSeen() || sweep == 0) Signals.killGroup(process.pid());
                List<ProcessHandle> left = left();
                left.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                for (ProcessHandle each : left) ended(each.onExit());
                ended(process.onExit());
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private boolean isGone(int sweep) {
        boolean mayHideSome = sweep == 0 && !Leftovers.canBeSeen();
        return !process.isAlive() && !mayHideSome && left().isEmpty();
    }

    private List<ProcessHandle> left() {
        return Leftovers.of(process.pid(), mark).stream()
                .filter(each -> each.pid() != process.pid())
                .toList();
    }

    private static void ended(CompletableFuture<?> end) {
        try {
            end.orTimeout(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException _) {
            // it hangs in the system, and ends when that lets it go
        }
    }

    private static List<String> inSession(List<String> program, String path) throws IOException {
        var command = new ArrayList<String>();
        Optional<Path> setsid = Programs.find("setsid", path);
        if (setsid.isPresent()) {
            command.add(setsid.get().toString());
        } else {
            Path perl = Programs.find("perl", path)
                    .orElseThrow(() -> new IOException("commands need 'setsid' or 'perl' on this system"));
            command.addAll(List.of(perl.toString(), "-e", PERL));
        }
        command.addAll(program);
        return command;
    }
}
