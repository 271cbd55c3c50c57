package carillon.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts and ends Carillon once on a folder of its own, so that the JVM can note which classes a start needs. */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Logs.keepUntilTheEnd();
        Path home = Files.createTempDirectory("carillon-rehearsal");
        try {
            play(DataFolder.open(home));
        } finally {
            delete(home);
        }
    }

    private static void play(DataFolder folder) throws InterruptedException {
        var settings = new Settings(
                folder.path(),
                0,
                Settings.Output.JSON,
                Settings.Window.PRINT_LINK,
                Optional.of(Token.random().value()));
        var terminal = new Terminal(System.out, System.err);
        var shutdown = new Shutdown(terminal::remark);
        Invocation.parse(List.of("serve"), System.getenv());
        FolderLock lock = FolderLock.take(folder).orElseThrow();
        shutdown.add("folder lock", Duration.ofSeconds(1), lock::close);
        try {
            URI address = new Foreground(terminal, folder, settings, Ports::of).start(shutdown);
            RunningServer.answers(address);
            new RunningServer(address, Token.find(folder, settings.givenToken()).orElseThrow()).startLink();
        } finally {
            shutdown.run();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
