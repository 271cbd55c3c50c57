package carillon.app;

import carillon.engine.spi.StorageException;
import carillon.models.Models;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.LogRecord;

/** Carries out one command and turns whatever comes of it into a line for a person and an exit code. */
final class Commands {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Map<String, String> env;

    Commands(Terminal terminal, Map<String, String> env) {
        this.terminal = terminal;
        this.env = env;
    }

    Exit run(List<String> args) {
        Optional<DataFolder> folder = Optional.empty();
        try {
            Invocation invocation = Invocation.parse(args, env);
            return switch (invocation) {
                case Invocation.Help _ -> answer(Help.text());
                case Invocation.Version(var output) -> version(output);
                case Invocation.Status(var settings) -> status(settings);
                case Invocation.Stop(var settings) -> stop(settings);
                case Invocation.Rebuild(var settings) -> new Rebuilding(terminal, settings).run();
                case Invocation.Serve(var settings) -> {
                    DataFolder opened = DataFolder.open(settings.home());
                    folder = Optional.of(opened);
                    yield new Foreground(terminal, opened, settings, Ports::of).serve();
                }
                case Invocation.Open(var settings) -> {
                    DataFolder opened = DataFolder.open(settings.home());
                    folder = Optional.of(opened);
                    yield new Foreground(terminal, opened, settings, Ports::of).open();
                }
            };
        } catch (Trouble e) {
            terminal.remark(String.valueOf(e.getMessage()));
            return e.exit();
        } catch (StorageException e) {
            Trouble trouble = Trouble.of(e);
            terminal.remark(String.valueOf(trouble.getMessage()));
            return trouble.exit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.UNEXPECTED;
        } catch (RuntimeException | Error e) {
            return unexpected(e, folder);
        }
    }

    private Exit answer(String text) {
        terminal.answer(text);
        return Exit.OK;
    }

    private Exit version(Settings.Output output) {
        return switch (output) {
            case PERSON -> answer("carillon " + Help.version());
            case JSON -> answer(new Json().with("version", Help.version()).toString());
        };
    }

    private Exit status(Settings settings) {
        Models.troubleWithPrices(settings.home()).ifPresent(terminal::remark);
        Optional<ServingNote> note = noteIn(settings);
        var json = new Json().with("running", note.isPresent());
        if (note.isEmpty()) {
            return answerAs(
                    settings,
                    json.with("home", settings.home().toString()),
                    "Carillon is not running on " + settings.home(),
                    Exit.NOT_RUNNING);
        }
        ServingNote found = note.get();
        Optional<URI> address = found.address();
        boolean answers = address.isPresent() && RunningServer.answers(address.get());
        address.ifPresent(each -> json.with("address", each.toString()));
        json.with("answers", answers)
                .with("pid", found.pid())
                .with("version", found.version())
                .with("home", settings.home().toString());
        String state = address.map(
                        each -> answers ? "is running at " + each : "is running at " + each + ", but does not answer")
                .orElse("is starting");
        return answerAs(
                settings,
                json,
                "Carillon " + found.version() + " " + state + " (process " + found.pid() + ", data in "
                        + settings.home() + ")",
                Exit.OK);
    }

    private Exit stop(Settings settings) throws InterruptedException {
        Optional<ServingNote> note = noteIn(settings);
        Optional<ProcessHandle> process = note.flatMap(ServingNote::process);
        var json = new Json()
                .with("stopped", process.isPresent())
                .with("home", settings.home().toString());
        if (process.isEmpty())
            return answerAs(settings, json, "Carillon was not running on " + settings.home(), Exit.OK);
        process.get().destroy();
        try {
            process.get().onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Trouble(
                    Exit.ALREADY_SERVED,
                    "Process " + process.get().pid() + " did not end within " + STOP_LIMIT.toSeconds()
                            + " s. It can be ended by force; what was said is kept.",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Waiting for process " + process.get().pid() + " failed", e);
        }
        return answerAs(settings, json, "Carillon has stopped", Exit.OK);
    }

    /** Looks without making the folder. */
    private static Optional<ServingNote> noteIn(Settings settings) {
        return Files.isDirectory(settings.home())
                ? ServingNote.read(new DataFolder(settings.home()))
                : Optional.empty();
    }

    private Exit answerAs(Settings settings, Json json, String text, Exit exit) {
        terminal.answer(
                switch (settings.output()) {
                    case PERSON -> text;
                    case JSON -> json.toString();
                });
        return exit;
    }

    private Exit unexpected(Throwable thrown, Optional<DataFolder> folder) {
        String where = folder.map(each -> logTo(each, thrown)).orElse("");
        terminal.remark("Something unexpected happened: " + thrown.getClass().getSimpleName() + where);
        return Exit.UNEXPECTED;
    }

    private static String logTo(DataFolder folder, Throwable thrown) {
        try (var log = new LogFile(folder.logFile(), Logs.MAX_BYTES, new LogLine(List.of()))) {
            var entry = new LogRecord(java.util.logging.Level.SEVERE, "A command ended unexpectedly");
            entry.setThrown(thrown);
            entry.setLoggerName(Commands.class.getName());
            log.publish(entry);
        }
        return "; see " + folder.logFile();
    }
}
