package carillon.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of a rebuild.
 *
 * @param events     facts that were taken over as they were
 * @param unreadable what was damaged or missing, each in a few words that name it; all that is left of it is in the kept
 *     file
 * @param kept       the data file as it was before
 */
public record Rebuilt(int worlds, int chats, long events, List<String> unreadable, Path kept) {
    public Rebuilt {
        unreadable = List.copyOf(unreadable);
    }
}
