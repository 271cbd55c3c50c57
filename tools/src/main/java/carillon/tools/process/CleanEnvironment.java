package carillon.tools.process;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a program started by a tool finds in its environment: nothing of ours but what it takes to work. */
public final class CleanEnvironment {
    private static final Set<String> KEPT = Set.of(
            "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "SHELL", "JAVA_HOME", "SYSTEMROOT", "TEMP");
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private CleanEnvironment() {}

    /**
     * The few variables that are passed on, in a fixed order.
     *
     * @param ours      of this process
     * @param workspace programs are not looked for there
     */
    public static Map<String, String> of(Map<String, String> ours, Path workspace) {
        var kept = new TreeMap<String, String>();
        ours.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith("LC_")) kept.put(name, value);
        });
        kept.put("PATH", path(ours.getOrDefault("PATH", USUAL_PATH), workspace));
        kept.put("TERM", "dumb");
        kept.put("NO_COLOR", "1");
        kept.put("PAGER", "cat");
        kept.put("GIT_PAGER", "cat");
        kept.put("GIT_TERMINAL_PROMPT", "0");
        return kept;
    }

    private static String path(String path, Path workspace) {
        String kept = Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank() && Path.of(folder).isAbsolute())
                .filter(folder -> !Path.of(folder).normalize().startsWith(workspace))
                .collect(Collectors.joining(File.pathSeparator));
        return kept.isEmpty() ? USUAL_PATH : kept;
    }
}
