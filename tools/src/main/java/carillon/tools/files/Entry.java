package carillon.tools.files;

/**
 * What a folder has under one name.
 *
 * @param bytes of a file; otherwise 0
 */
public record Entry(String name, Kind kind, long bytes) {
    /** A link is never followed when a folder is listed. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }
}
