package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tools did to a workspace, by the marks of their calls. For one thread. */
final class Effects {
    static final String LINES = ".lines";
    static final String FILE = ".file";

    private final Path workspace;
    private final Map<String, Integer> files = new HashMap<>();
    private final Map<String, Integer> all = new HashMap<>();

    Effects(Path workspace) {
        this.workspace = workspace;
    }

    Path workspace() {
        return workspace;
    }

    /** Looks what has happened by now. A file is noted and taken away, so that one written again is seen. */
    void look() {
        try {
            for (Path file : named("*" + FILE)) {
                String mark = beginning(file, FILE);
                assertThat(file).hasContent(mark);
                Files.delete(file);
                files.merge(mark, 1, Integer::sum);
            }
            all.clear();
            all.putAll(files);
            for (Path file : named("*" + LINES)) {
                for (String mark : Files.readAllLines(file)) {
                    assertThat(mark).startsWith(beginning(file, LINES) + "_");
                    all.merge(mark, 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> named(String pattern) throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(workspace, pattern)) {
            each.forEach(found::add);
        }
        return found;
    }

    private static String beginning(Path file, String ending) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending.length());
    }

    /** How often a call had its effect, as far as was looked. */
    int of(String mark) {
        return all.getOrDefault(mark, 0);
    }

    /** The effect of every call that had one. */
    Map<String, Integer> all() {
        return Map.copyOf(all);
    }
}
