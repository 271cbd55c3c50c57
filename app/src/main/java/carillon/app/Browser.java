package carillon.app;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ways to show an address in a window on this computer, best first: a Chromium-like browser as a window of its own
 * whose cookies live in the data folder, then the person's browser.
 *
 * @param system     {@code os.name} in lower case
 * @param runnable   whether a file is there and can be run
 */
record Browser(String system, Map<String, String> env, Predicate<Path> runnable) {
    private static final List<String> LINUX_NAMES = List.of(
            "google-chrome",
            "google-chrome-stable",
            "chromium",
            "chromium-browser",
            "microsoft-edge",
            "microsoft-edge-stable",
            "brave-browser");
    private static final List<String> MAC_APPS = List.of(
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Chromium.app/Contents/MacOS/Chromium",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            "Brave Browser.app/Contents/MacOS/Brave Browser");
    private static final List<String> WINDOWS_FILES = List.of(
            "Google\\Chrome\\Application\\chrome.exe",
            "Microsoft\\Edge\\Application\\msedge.exe",
            "Chromium\\Application\\chrome.exe");

    static Browser ofThisComputer() {
        return new Browser(
                System.getProperty("os.name").toLowerCase(Locale.ROOT), System.getenv(), Files::isExecutable);
    }

    /** The commands that show the address, to be tried in turn; none where there is no screen. */
    List<List<String>> commands(URI link, Path profile) {
        if (!hasScreen()) return List.of();
        var commands = new ArrayList<List<String>>();
        chromium().map(program -> appWindow(program, link, profile)).forEach(commands::add);
        usual(link).ifPresent(commands::add);
        return List.copyOf(commands);
    }

    private boolean hasScreen() {
        return !isLinux() || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    }

    private Stream<Path> chromium() {
        if (isMac()) {
            return Stream.of(Path.of("/Applications"), Path.of(env.getOrDefault("HOME", "/"), "Applications"))
                    .flatMap(folder -> MAC_APPS.stream().map(folder::resolve))
                    .filter(runnable);
        }
        if (isWindows()) {
            return Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
                    .filter(this::isSet)
                    .flatMap(folder -> WINDOWS_FILES.stream().map(file -> Path.of(env.get(folder) + "\\" + file)))
                    .filter(runnable);
        }
        return LINUX_NAMES.stream().flatMap(name -> onPath(name).stream());
    }

    /** A snap may not read hidden folders of the home, so it keeps its own profile. */
    private static List<String> appWindow(Path program, URI link, Path profile) {
        var command = new ArrayList<>(
                List.of(program.toString(), "--app=" + link, "--no-first-run", "--no-default-browser-check"));
        if (!program.startsWith("/snap")) command.add("--user-data-dir=" + profile);
        return command;
    }

    private Optional<List<String>> usual(URI link) {
        if (isMac()) return Optional.of(List.of("/usr/bin/open", link.toString()));
        if (isWindows()) return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", link.toString()));
        return onPath("xdg-open").map(program -> List.of(program.toString(), link.toString()));
    }

    private Optional<Path> onPath(String name) {
        return Stream.of(env.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(runnable)
                .findFirst();
    }

    private boolean isSet(String variable) {
        return !env.getOrDefault(variable, "").isEmpty();
    }

    private boolean isMac() {
        return system.startsWith("mac");
    }

    private boolean isWindows() {
        return system.startsWith("windows");
    }

    private boolean isLinux() {
        return !isMac() && !isWindows();
    }
}
