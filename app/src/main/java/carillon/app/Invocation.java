package carillon.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call of {@code carillon} asks for. */
sealed interface Invocation {
    /** Starts Carillon unless it runs already, and opens its window. */
    record Open(Settings settings) implements Invocation {}

    record Serve(Settings settings) implements Invocation {}

    record Status(Settings settings) implements Invocation {}

    record Stop(Settings settings) implements Invocation {}

    /** Makes the data file anew from its log. */
    record Rebuild(Settings settings) implements Invocation {}

    record Help() implements Invocation {}

    record Version(Settings.Output output) implements Invocation {}

    int DEFAULT_PORT = 7420;

    /**
     * Reads a command line; options win over the environment.
     *
     * @throws Trouble {@link Exit#USAGE} naming the word that is not understood
     */
    static Invocation parse(List<String> args, Map<String, String> env) {
        return new Parser(env).parse(args);
    }

    /** One pass over the words; options may stand before or after the command. */
    final class Parser {
        private final Map<String, String> env;
        private @Nullable String command;
        private @Nullable String home;
        private @Nullable String port;
        private Settings.Output output = Settings.Output.PERSON;
        private Settings.Window window;
        private boolean help;
        private boolean version;

        private Parser(Map<String, String> env) {
            this.env = env;
            this.window = given("CARILLON_NO_WINDOW")
                            .filter(value -> !value.equals("0"))
                            .isPresent()
                    ? Settings.Window.PRINT_LINK
                    : Settings.Window.OPEN;
        }

        private Invocation parse(List<String> args) {
            var words = new ArrayDeque<>(args);
            while (!words.isEmpty()) {
                String word = words.remove();
                int equals = word.indexOf('=');
                if (word.startsWith("--") && equals > 0) {
                    words.addFirst(word.substring(equals + 1));
                    word = word.substring(0, equals);
                    if (!word.equals("--home") && !word.equals("--port")) throw usage(word + " takes no value");
                }
                read(word, words);
            }
            if (help) return new Help();
            if (version) return new Version(output);
            return switch (command) {
                case null -> new Open(settings());
                case "serve" -> new Serve(settings());
                case "status" -> new Status(settings());
                case "stop" -> new Stop(settings());
                case "rebuild" -> new Rebuild(settings());
                default -> throw usage("Unknown command \"" + command + "\"");
            };
        }

        private void read(String word, ArrayDeque<String> rest) {
            switch (word) {
                case "--home" -> home = valueOf(word, rest);
                case "--port" -> port = valueOf(word, rest);
                case "--json" -> output = Settings.Output.JSON;
                case "--no-window" -> window = Settings.Window.PRINT_LINK;
                case "--help", "-h", "help" -> help = true;
                case "--version", "-V" -> version = true;
                default -> {
                    if (word.startsWith("-")) throw usage("Unknown option \"" + word + "\"");
                    if (command != null)
                        throw usage("\"" + word + "\" after \"" + command + "\": one command at a time");
                    command = word;
                }
            }
        }

        private static String valueOf(String option, ArrayDeque<String> rest) {
            String value = rest.poll();
            if (value == null || value.isEmpty()) throw usage(option + " needs a value");
            return value;
        }

        private Settings settings() {
            return new Settings(home(), port(), output, window, given("CARILLON_TOKEN"));
        }

        private Path home() {
            try {
                if (home != null) return Path.of(home).toAbsolutePath().normalize();
                Optional<String> fromEnvironment = given("CARILLON_HOME");
                if (fromEnvironment.isPresent()) {
                    return Path.of(fromEnvironment.get()).toAbsolutePath().normalize();
                }
                return Path.of(System.getProperty("user.home"), ".carillon").toAbsolutePath();
            } catch (InvalidPathException e) {
                throw usage("This is not a folder's name: \"" + e.getInput() + "\"");
            }
        }

        private int port() {
            if (port != null) return portFrom("--port", port);
            return given("CARILLON_PORT")
                    .map(value -> portFrom("CARILLON_PORT", value))
                    .orElse(DEFAULT_PORT);
        }

        private static int portFrom(String source, String value) {
            try {
                int number = Integer.parseInt(value);
                if (number >= 0 && number <= 65_535) return number;
            } catch (NumberFormatException e) {
                throw usage(source + " must be a number from 0 to 65535, not \"" + value + "\"");
            }
            throw usage(source + " must be a number from 0 to 65535, not \"" + value + "\"");
        }

        private Optional<String> given(String variable) {
            return Optional.ofNullable(env.get(variable)).filter(value -> !value.isEmpty());
        }

        private static Trouble usage(String message) {
            return new Trouble(Exit.USAGE, message + ". Try 'carillon --help'.");
        }
    }
}
