package carillon.app;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a scripted model asks for. Each call has one effect in the workspace, which shows the mark of the call. */
enum ScriptedTool {
    /** Appends a line to the chat's file; a person must allow each. */
    APPEND,
    /** Writes a file of its own; runs unasked in mode auto, and when the chat was allowed to write. */
    WRITE,
    /** Appends a line and does not end for long. */
    LINGER;

    static final String WRITE_FILE = "write_file";
    private static final String LINGERING = "sleep 10";

    /** The marks of what a call of the model asks for, which nothing else has. */
    static List<String> marks(String canary, int call, int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> canary + "_" + call + "_" + place)
                .toList();
    }

    static boolean lingers(String arguments) {
        return arguments.contains(LINGERING);
    }

    /** What a model calls it by. */
    String tool() {
        return this == WRITE ? WRITE_FILE : "shell";
    }

    /** JSON for a call with that mark. */
    String arguments(String mark) {
        String append = "echo " + mark + " >> " + mark.substring(0, mark.indexOf('_')) + Effects.LINES;
        Map<String, Object> arguments = switch (this) {
            case APPEND -> command("echo begins " + mark + "; " + append + "; echo ends " + mark);
            case LINGER -> command(append + "; " + LINGERING);
            case WRITE -> Map.of("path", mark + Effects.FILE, "content", mark + "\n");
        };
        return ServingProcess.JSON.writeValueAsString(arguments);
    }

    private static Map<String, Object> command(String text) {
        return Map.of("argv", List.of("/bin/sh", "-c", text));
    }
}
