package carillon.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.engine.spi.WorkspaceCopies.CopyException;
import carillon.tools.call.PlainText;
import carillon.tools.process.CleanEnvironment;
import carillon.tools.process.ProcessGroup;
import carillon.tools.process.ProcessGroup.Errors;
import carillon.tools.process.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs Git in a person's own repository, without hooks and monitors. Safe for many threads. */
final class Git {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int MOST_BYTES = 16 << 20;
    private static final int LONGEST_TROUBLE = 1_000;
    private static final List<String> ALWAYS = List.of(
            "-c", "core.hooksPath=/dev/null",
            "-c", "core.fsmonitor=false",
            "-c", "core.quotePath=false",
            "-c", "user.name=Carillon",
            "-c", "user.email=carillon@localhost");

    private final Map<String, String> environment;

    /** @param environment of this process; a few harmless variables of it are passed on */
    Git(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * One command, with what it is given besides its arguments.
     *
     * @param input a character for each byte
     */
    record Command(Path folder, Map<String, String> more, String input, Errors errors, List<String> arguments) {
        static Command in(Path folder, String... arguments) {
            return new Command(folder, Map.of(), "", Errors.WITH_OUTPUT, List.of(arguments));
        }

        Command withIndex(String file) {
            return new Command(folder, Map.of("GIT_INDEX_FILE", file), input, errors, arguments);
        }

        Command reading(String bytes) {
            return new Command(folder, more, bytes, errors, arguments);
        }

        Command withoutErrors() {
            return new Command(folder, more, input, Errors.DROPPED, arguments);
        }
    }

    /** @param bytes what it said, a character for each byte; errors among it unless they were dropped */
    record Output(int exit, String bytes) {
        String text() {
            return new String(bytes.getBytes(ISO_8859_1), UTF_8).strip();
        }
    }

    /** @throws CopyException if it ended with an error; the message has Git's own words */
    Output succeed(Command command) throws CopyException, InterruptedException {
        Output output = run(command);
        if (output.exit() == 0) return output;
        throw new CopyException("Git could not do it (" + command.arguments().getFirst() + "): "
                + PlainText.line(output.text(), LONGEST_TROUBLE));
    }

    /** @throws CopyException if Git is not there, takes too long, or says more than 16 MiB */
    Output run(Command command) throws CopyException, InterruptedException {
        Map<String, String> clean = CleanEnvironment.of(environment, command.folder());
        clean.putAll(command.more());
        Path git = Programs.find("git", clean.getOrDefault("PATH", ""))
                .orElseThrow(() -> new CopyException("A copy of a workspace needs Git, which is not installed."));
        var program = new ArrayList<String>();
        program.add(git.toString());
        program.addAll(ALWAYS);
        program.addAll(command.arguments());
        try (var group = ProcessGroup.start(program, command.folder(), clean, command.errors())) {
            var reading = new FutureTask<>(() -> {
                try (OutputStream input = group.input()) {
                    input.write(command.input().getBytes(ISO_8859_1));
                } catch (IOException _) {
                    // it ended without reading all of it, and says why
                }
                return group.output().readNBytes(MOST_BYTES + 1);
            });
            Thread.ofPlatform().daemon().name("carillon-git").start(reading);
            byte[] bytes = reading.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            if (bytes.length > MOST_BYTES) throw new CopyException("There are more than 16 MiB of changes.");
            return new Output(group.waitFor(), new String(bytes, ISO_8859_1));
        } catch (IOException e) {
            throw new CopyException("Git could not be started: " + e.getMessage());
        } catch (ExecutionException e) {
            throw new CopyException("Git could not be read: " + e.getCause());
        } catch (TimeoutException _) {
            throw new CopyException("Git took more than " + LIMIT.toMinutes() + " minutes and was stopped.");
        }
    }
}
