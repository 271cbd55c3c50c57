package carillon.tools.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A workspace with traps in it, things that lie outside, and somebody who swaps folders for links and back. */
final class Ground {
    static final String SECRET = "SECRET";
    /** A name that no folder within reach has in it. */
    static final String ELSEWHERE = "elsewhere";

    final Path workspace;
    final Path dataFolder;
    private final Path outside;
    private final Path aside;
    private final RandomGenerator random;
    private Path swapped;
    private int swaps;

    Ground(Path folder, RandomGenerator random) throws IOException {
        Path top = folder.toRealPath();
        this.random = random;
        workspace = top.resolve("ws");
        outside = top.resolve("outside");
        aside = top.resolve("aside");
        dataFolder = workspace.resolve("state");
        swapped = workspace;
        for (String inside : List.of("a.txt", "sub/b.txt", "sub/in/d.txt", "deep/x/y/c.txt", "aux.c", "free/e.txt")) {
            put(workspace.resolve(inside), "inside");
        }
        for (String kept : List.of(".git/config", ".git/hooks/pre-commit", ".carillon/mcp.json", "state/token")) {
            put(workspace.resolve(kept), kept.startsWith("state") ? SECRET : "kept");
        }
        put(outside.resolve("b.txt"), SECRET);
        put(outside.resolve("in/d.txt"), SECRET);
        put(outside.resolve("x/y/c.txt"), SECRET);
        put(outside.resolve("y/c.txt"), SECRET);
        put(outside.resolve("secret.txt"), SECRET);
        for (Path kept : List.of(outside, outside.resolve("in"), outside.resolve("x"), dataFolder)) {
            put(kept.resolve(ELSEWHERE), SECRET);
        }
        link("to-outside", outside);
        link("to-secret", outside.resolve("secret.txt"));
        link("up", Path.of(".."));
        link("to-data", dataFolder);
        link("to-sub", Path.of("sub"));
        link("to-git", Path.of(".git"));
        link("chain", Path.of("to-outside"));
        link("dangling", outside.resolve("new.txt"));
        link("loop", Path.of("loop"));
        link("sub/back", Path.of("../../outside"));
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(workspace.resolve(name), target);
    }

    /** Swaps something for a link to the outside, or back, as chance has it. */
    void somebody() {
        if (random.nextInt(6) != 0) return;
        if (!swapped.equals(workspace)) {
            putBack();
        } else {
            swap(List.of("sub", "sub/in", "deep", "deep/x", "a.txt", "sub/b.txt", "free")
                    .get(random.nextInt(7)));
        }
    }

    /** Puts a link to the outside in the place of something, until it is put back. */
    void swap(String inside) {
        Path victim = workspace.resolve(inside);
        try {
            Files.move(victim, aside);
            boolean file = Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS);
            Files.createSymbolicLink(victim, file ? outside.resolve("secret.txt") : outside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        swapped = victim;
        swaps++;
    }

    void putBack() {
        if (swapped.equals(workspace)) return;
        try {
            Files.delete(swapped);
            Files.move(aside, swapped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        swapped = workspace;
    }

    int swaps() {
        return swaps;
    }

    /** Everything that agents may not change, with its content. */
    Map<String, String> kept() throws IOException {
        var kept = new TreeMap<String, String>();
        for (Path top : List.of(outside, workspace.resolve(".git"), workspace.resolve(".carillon"), dataFolder)) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.toList()) {
                    kept.put(
                            file.toString(),
                            Files.isRegularFile(file) ? new String(Files.readAllBytes(file), UTF_8) : "folder");
                }
            }
        }
        return kept;
    }

    /** A path that no honest caller would send, and now and then one that one would. */
    String hostilePath() {
        if (random.nextInt(4) == 0) {
            return List.of("a.txt", "sub/b.txt", "sub/in/d.txt", "to-sub/b.txt", "deep/x/y/c.txt", "free/e.txt")
                    .get(random.nextInt(6));
        }
        var path = new StringBuilder(start());
        for (int i = random.nextInt(6); i >= 0; i--) {
            path.append(PIECES.get(random.nextInt(PIECES.size())));
            if (i > 0) path.append(random.nextInt(12) == 0 ? "//" : "/");
        }
        return path.toString();
    }

    private String start() {
        return switch (random.nextInt(14)) {
            case 0 -> "/";
            case 1 -> workspace + "/";
            case 2 -> workspace + "/../outside/";
            case 3 -> outside + "/";
            case 4 -> dataFolder + "/";
            case 5 -> "/proc/self/root" + outside + "/";
            case 6 -> "/proc/self/cwd/";
            case 7 -> "file://" + outside + "/";
            default -> "";
        };
    }

    private static final List<String> PIECES = List.of(
            "a.txt",
            "sub",
            "b.txt",
            "in",
            "d.txt",
            "deep",
            "x",
            "y",
            "c.txt",
            "free",
            "new",
            "..",
            "..",
            "..",
            ".",
            "...",
            "../outside",
            "outside",
            "secret.txt",
            "to-outside",
            "to-secret",
            "up",
            "to-data",
            "to-sub",
            "to-git",
            "chain",
            "dangling",
            "loop",
            "back",
            "state",
            "token",
            "STATE",
            ".git",
            ".GIT",
            ".Git.",
            ".git ",
            ".g\u200cit",
            "\uff0egit",
            "git~1",
            ".git::$INDEX_ALLOCATION",
            "config",
            "hooks",
            ".carillon",
            ".CARILLON",
            "carill~1",
            "mcp.json",
            "CON",
            "nul.txt",
            "COM\u00b9",
            "aux.c",
            "a.txt\u0000",
            "\u0000",
            "a\nb",
            "\u202etxt.a",
            "~",
            "~root",
            "%2e%2e",
            "..%2foutside",
            "..\\outside",
            "\u2024\u2024",
            "\uff0e\uff0e",
            "\ud800",
            "x".repeat(300),
            "C:",
            "\\\\server\\share",
            "*",
            "$HOME",
            " ");
}
