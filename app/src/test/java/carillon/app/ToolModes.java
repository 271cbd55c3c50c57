package carillon.app;

import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How much agents of a world might do unasked, version by version. For one thread. */
final class ToolModes {
    private final NavigableMap<Long, String> modes = new TreeMap<>();

    /** Takes in a world as it was given out. */
    void note(JsonNode world) {
        modes.put(
                world.path("version").asLong(), world.path("tools").path("mode").asString());
    }

    /** Whether files might be written unasked in a turn that began with that version. */
    boolean wasAuto(long version) {
        return modes.headMap(version, true).values().stream()
                .reduce((_, last) -> last)
                .orElseThrow()
                .equals("auto");
    }
}
