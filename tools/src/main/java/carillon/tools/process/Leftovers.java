package carillon.tools.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what a program left running, also what left its session, where the system shows its processes as files. */
final class Leftovers {
    private static final Path PROCESSES = Path.of("/proc");

    private Leftovers() {}

    /** Whether processes can be seen here. */
    static boolean canBeSeen() {
        return Files.isReadable(PROCESSES.resolve("self/stat"));
    }

    /**
     * Those that run in the session, and those whose environment has the mark.
     *
     * @param session the id of the process that began it
     * @param mark    as {@code NAME=value}
     */
    static List<ProcessHandle> of(long session, String mark) {
        var found = new ArrayList<ProcessHandle>();
        if (!canBeSeen()) return found;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path entry : entries) {
                if (runs(entry, session, mark)) {
                    ProcessHandle.of(Long.parseLong(String.valueOf(entry.getFileName())))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // what cannot be seen cannot be ours
        }
        return found;
    }

    /** @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">/proc/pid/stat</a> */
    private static boolean runs(Path process, long session, String mark) {
        try {
            String stat = text(process.resolve("stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (afterName[0].equals("Z") || afterName[0].equals("X")) return false;
            if (afterName[3].equals(String.valueOf(session))) return true;
            return ("\0" + text(process.resolve("environ"))).contains("\0" + mark + "\0");
        } catch (IOException _) {
            return false;
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), ISO_8859_1);
    }
}
