package carillon.app;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line and the environment say.
 *
 * @param home       the data folder, absolute
 * @param port       from 1 to 65535, or 0 for any free one
 * @param givenToken {@code CARILLON_TOKEN}, not yet checked
 */
record Settings(Path home, int port, Output output, Window window, Optional<String> givenToken) {
    /** For whom standard output is. */
    enum Output {
        PERSON,
        JSON
    }

    /** What becomes of the start link. */
    enum Window {
        OPEN,
        PRINT_LINK
    }
}
