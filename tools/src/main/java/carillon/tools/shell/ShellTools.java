package carillon.tools.shell;

import carillon.core.id.ChatId;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The tool for commands. */
public final class ShellTools implements ToolSource {
    private final List<Tool> tools;

    /**
     * @param dataFolder  the program's own, which is no workspace
     * @param environment of this process; a few harmless variables of it are passed on
     */
    public ShellTools(Path dataFolder, Map<String, String> environment) {
        this.tools = List.of(new Shell(dataFolder, environment));
    }

    @Override
    public List<Tool> tools(ToolPlace place) {
        return tools;
    }

    @Override
    public void forget(ChatId chat) {
        // nothing is remembered
    }
}
