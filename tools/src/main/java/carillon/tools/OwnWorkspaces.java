package carillon.tools;

import carillon.tools.files.Workspace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** The workspaces of worlds that were given none: made when they are first worked in. */
final class OwnWorkspaces {
    private static final Logger LOG = System.getLogger("carillon.tools");

    private final Path folder;

    OwnWorkspaces(Path dataFolder) {
        folder = dataFolder.resolve(Workspace.OWN_WORKSPACES);
    }

    /** Makes the folder if it is one of these; a tool that needs it says what is wrong when it cannot be made. */
    void make(Path workspace) {
        if (!folder.equals(workspace.getParent()) || Files.isDirectory(workspace)) return;
        try {
            Files.createDirectories(workspace);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A workspace cannot be made", e);
        }
    }
}
