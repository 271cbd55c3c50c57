package carillon.tools;

import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.Toolbox;
import carillon.tools.chat.ChatTools;
import carillon.tools.files.FileTools;
import carillon.tools.files.Workspace;
import carillon.tools.shell.ShellTools;
import carillon.tools.skills.Skills;
import carillon.tools.web.WebTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Makes the toolbox of the program. */
public final class Tools {
    private Tools() {}

    /** Where worlds that were given no workspace have one of their own, each by its id. */
    public static Path ownWorkspaces(Path dataFolder) {
        return dataFolder.resolve(Workspace.OWN_WORKSPACES);
    }

    /**
     * The built-in tools.
     *
     * @param dataFolder    the program's own folder, which no tool can use; workspaces may lie in its folder
     *                      {@value carillon.tools.files.Workspace#OWN_WORKSPACES}
     * @param personsSkills the person's own skills, wherever they lie; need not exist
     * @param environment   of this process; commands get a few harmless variables of it
     * @param agents        adds what agents are made
     * @param ownPort       at which this program answers; nothing is fetched from there
     */
    public static Toolbox open(
            Path dataFolder,
            Path personsSkills,
            Map<String, String> environment,
            IntSupplier ownPort,
            AgentMaker agents) {
        var skills = new Skills(dataFolder, personsSkills);
        return new BoundToolbox(
                List.of(
                        new FileTools(dataFolder),
                        new ShellTools(dataFolder, environment),
                        new WebTools(ownPort),
                        new ChatTools(agents),
                        skills),
                skills,
                new OwnWorkspaces(dataFolder));
    }
}
