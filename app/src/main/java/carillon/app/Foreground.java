package carillon.app;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/** Serves a data folder in this process until it is asked to end, or shows the window of the process that does. */
final class Foreground {
    private static final System.Logger LOG = System.getLogger(Foreground.class.getName());

    /** How long a process that holds the folder may take to start, or to end. */
    private static final Duration CHANGEOVER = Duration.ofSeconds(20);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration QUICK = Duration.ofMillis(250);

    private final Terminal terminal;
    private final DataFolder folder;
    private final Settings settings;
    private final BiFunction<DataFolder, Shutdown, Ports> ports;

    /** @param ports opens what the chats run on */
    Foreground(Terminal terminal, DataFolder folder, Settings settings, BiFunction<DataFolder, Shutdown, Ports> ports) {
        this.terminal = terminal;
        this.folder = folder;
        this.settings = settings;
        this.ports = ports;
    }

    /** @throws Trouble {@link Exit#ALREADY_SERVED} naming the process that serves */
    Exit serve() throws InterruptedException {
        FolderLock lock = FolderLock.take(folder).orElseThrow(() -> FolderLock.taken(folder));
        start(lock);
        return untilThisProcessIsGone();
    }

    Exit open() throws InterruptedException {
        long giveUp = System.nanoTime() + CHANGEOVER.toNanos();
        while (true) {
            Optional<FolderLock> lock = FolderLock.take(folder);
            if (lock.isPresent()) {
                show(start(lock.get()));
                return untilThisProcessIsGone();
            }
            Optional<URI> address = ServingNote.read(folder).flatMap(ServingNote::address);
            if (address.isPresent()) {
                show(address.get());
                return Exit.OK;
            }
            if (System.nanoTime() > giveUp) throw FolderLock.taken(folder);
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private URI start(FolderLock lock) throws InterruptedException {
        var shutdown = new Shutdown(terminal::remark);
        shutdown.add("folder lock", QUICK, lock::close);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "orderly end"));
        try {
            return start(shutdown);
        } catch (RuntimeException | Error | InterruptedException e) {
            if (shutdown.hasBegun()) untilThisProcessIsGone();
            if (!(e instanceof Trouble)) LOG.log(Level.ERROR, "Carillon did not start", e);
            shutdown.run();
            throw e;
        }
    }

    URI start(Shutdown shutdown) throws InterruptedException {
        Token token = Token.of(folder, settings.givenToken());
        LogFile log = Logs.to(folder, token);
        shutdown.add("log", QUICK, log::close);
        shutdown.add("note", QUICK, () -> folder.delete(folder.servingFile()));
        ServingNote.ofThisProcess(OptionalInt.empty(), Help.version()).write(folder);

        Ports opened = ports.apply(folder, shutdown);
        int port = Carillon.start(opened, settings, token, shutdown);

        var note = ServingNote.ofThisProcess(OptionalInt.of(port), Help.version());
        note.write(folder);
        URI address = note.address().orElseThrow();
        LOG.log(Level.INFO, "Carillon {0} serves at {1}", note.version(), address);
        terminal.answer(startLine(note, address));
        opened.providers().prices().trouble().ifPresent(terminal::remark);
        return address;
    }

    private String startLine(ServingNote note, URI address) {
        return switch (settings.output()) {
            case JSON ->
                new Json()
                        .with("address", address.toString())
                        .with("pid", note.pid())
                        .with("home", folder.path().toString())
                        .toString();
            case PERSON ->
                "Carillon is ready at " + address + " (data in " + folder.path()
                        + "). Ctrl-C or 'carillon stop' ends it.";
        };
    }

    private void show(URI address) throws InterruptedException {
        Optional<Token> token = Token.find(folder, settings.givenToken());
        if (token.isEmpty()) {
            throw new Trouble(
                    Exit.REFUSED,
                    "The Carillon at " + address + " was started with CARILLON_TOKEN. Set the same here.");
        }
        URI link = new RunningServer(address, token.get()).startLink();
        switch (settings.window()) {
            case PRINT_LINK -> print(link);
            case OPEN -> {
                if (new WindowOpener(Browser.ofThisComputer()).open(link, folder.windowProfile())) return;
                if (terminal.isWatched()) {
                    print(link);
                } else {
                    terminal.remark(
                            "No browser could be opened here. 'carillon --no-window' prints a link to open the window with.");
                }
            }
        }
    }

    private void print(URI link) {
        terminal.answer(
                switch (settings.output()) {
                    case JSON -> new Json().with("startLink", link.toString()).toString();
                    case PERSON -> "Open this in a browser; it works once, for two minutes: " + link;
                });
    }

    /** The orderly end runs on a thread of its own and then ends the process; this one has nothing left to do. */
    private static Exit untilThisProcessIsGone() throws InterruptedException {
        new CountDownLatch(1).await();
        return Exit.OK;
    }
}
