package carillon.tools;

import carillon.engine.spi.Toolbox;
import carillon.tools.files.FileTools;
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

    /**
     * The built-in tools.
     *
     * @param dataFolder    the program's own folder, which no tool can use; workspaces may lie in its folder
     *                      {@value carillon.tools.files.Workspace#OWN_WORKSPACES}
     * @param personsSkills the person's own skills, wherever they lie; need not exist
     * @param environment   of this process; commands get a few harmless variables of it
     * @param ownPort       at which this program answers; nothing is fetched from there
     */
    public static Toolbox open(
            Path dataFolder, Path personsSkills, Map<String, String> environment, IntSupplier ownPort) {
        var skills = new Skills(dataFolder, personsSkills);
        return new BoundToolbox(
                List.of(
                        new FileTools(dataFolder),
                        new ShellTools(dataFolder, environment),
                        new WebTools(ownPort),
                        skills),
                skills);
    }
}
