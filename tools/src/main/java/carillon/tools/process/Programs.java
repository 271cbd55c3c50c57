package carillon.tools.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs by their names. */
public final class Programs {
    private Programs() {}

    /**
     * The file that a program's name means.
     *
     * @param path as the variable PATH has it
     */
    public static Optional<Path> find(String name, String path) {
        if (name.isEmpty() || name.contains("/") || name.indexOf('\0') >= 0) return Optional.empty();
        for (String folder : path.split(File.pathSeparator)) {
            Path file = Path.of(folder, name);
            if (isProgram(file)) return Optional.of(file);
        }
        return Optional.empty();
    }

    /** Whether there is such a file, and it can be run. */
    public static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Whether the file, with all links followed, lies outside a folder, so that nothing in the folder can replace it. */
    public static boolean isOutside(Path file, Path folder) {
        try {
            return !file.toRealPath().startsWith(folder);
        } catch (IOException _) {
            return false;
        }
    }
}
