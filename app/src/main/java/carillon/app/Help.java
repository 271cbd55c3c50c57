package carillon.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/** What Carillon says about itself. */
final class Help {
    private static final String TEXT = """
            Carillon: many conversations with AI agents, side by side, on your own computer.

            Usage: carillon [command] [options]

              carillon          start, if it does not run yet, and open the window; closing the window stops nothing
              carillon serve    start without a window, until Ctrl-C or 'carillon stop'
              carillon status   say whether it runs, and where
              carillon stop     end it in an orderly way: turns under way are kept as interrupted
              carillon rebuild  make the data file anew from its log, while nothing runs: for when it is damaged;
                                what cannot be read is named, and the old file is kept beside the new one

              --home DIR        the data folder (CARILLON_HOME; else ~/.carillon)
              --port N          the port on 127.0.0.1 (CARILLON_PORT; else 7420; 0 for any free one)
              --no-window       print a link that works once, for two minutes, instead of opening a window
                                (CARILLON_NO_WINDOW=1)
              --json            answer in JSON, one object a line
              --version, -V     print the version
              --help, -h        print this

            Environment: CARILLON_TOKEN   the secret that opens the door, 32 or more printable ASCII characters;
                                          else one is made and kept in the data folder
                         CARILLON_JAVA_HOME, CARILLON_JAVA_OPTS   the JDK to use, and more options for it

            Exit codes:
            """;

    private Help() {}

    static String text() {
        return TEXT
                + Arrays.stream(Exit.values())
                        .map(exit -> "  %-3d %s".formatted(exit.code(), exit.meaning()))
                        .collect(Collectors.joining("\n"));
    }

    static String version() {
        var properties = new Properties();
        try (InputStream in = Help.class.getResourceAsStream("version.properties")) {
            if (in != null) properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
