package carillon.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Carillon as it is, in a process that ends itself at a named point. Standard input says which: the first line before
 * anything is opened, later ones at any time; its end is the end of this process, so none is left behind.
 */
final class DoomedCarillon {
    private static final int ORPHANED = 1;

    private DoomedCarillon() {}

    /** @param args the data folder and the token */
    public static void main(String[] args) throws IOException, InterruptedException {
        Logs.keepUntilTheEnd();
        var doom = new Doom();
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        doom.arm(orders.readLine());
        Thread.ofPlatform().daemon().name("orders").start(() -> {
            orders.lines().forEach(doom::arm);
            Runtime.getRuntime().halt(ORPHANED);
        });
        DataFolder folder = DataFolder.open(Path.of(args[0]));
        var settings =
                new Settings(folder.path(), 0, Settings.Output.JSON, Settings.Window.PRINT_LINK, Optional.of(args[1]));
        new Foreground(
                        new Terminal(System.out, System.err),
                        folder,
                        settings,
                        (opened, shutdown) -> DoomedPorts.of(Ports.of(opened, shutdown), doom))
                .serve();
    }
}
