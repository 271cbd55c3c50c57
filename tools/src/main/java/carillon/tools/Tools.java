package carillon.tools;

import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.ToolServers;
import carillon.engine.spi.Toolbox;
import carillon.engine.spi.WorkspaceCopies;
import carillon.tools.chat.ChatTools;
import carillon.tools.files.FileTools;
import carillon.tools.files.Workspace;
import carillon.tools.mcp.McpServers;
import carillon.tools.shell.ShellTools;
import carillon.tools.skills.Skills;
import carillon.tools.web.WebTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** The tools of the program. Safe for many threads. */
public final class Tools implements AutoCloseable {
    private static final Duration SERVERS_UNUSED = Duration.ofMinutes(10);

    private final Toolbox toolbox;
    private final McpServers servers;
    private final WorkspaceCopies copies;

    private Tools(Toolbox toolbox, McpServers servers, WorkspaceCopies copies) {
        this.toolbox = toolbox;
        this.servers = servers;
        this.copies = copies;
    }

    /** Where worlds that were given no workspace have one of their own, each by its id. */
    public static Path ownWorkspaces(Path dataFolder) {
        return dataFolder.resolve(Workspace.OWN_WORKSPACES);
    }

    /**
     * The built-in tools, and those of MCP servers.
     *
     * @param dataFolder    the program's own folder, which no tool can use; workspaces may lie in its folder
     *                      {@value carillon.tools.files.Workspace#OWN_WORKSPACES}
     * @param personsSkills the person's own skills, wherever they lie; need not exist
     * @param environment   of this process; commands and servers get a few harmless variables of it
     * @param ownPort       at which this program answers; nothing is fetched from there
     * @param agents        adds what agents are made
     */
    public static Tools open(
            Path dataFolder,
            Path personsSkills,
            Map<String, String> environment,
            IntSupplier ownPort,
            AgentMaker agents) {
        var skills = new Skills(dataFolder, personsSkills);
        var workspaces = new OwnWorkspaces(dataFolder);
        var servers = new McpServers(environment, workspaces::make, SERVERS_UNUSED);
        var toolbox = new BoundToolbox(
                List.of(
                        new FileTools(dataFolder),
                        new ShellTools(dataFolder, environment),
                        new WebTools(ownPort),
                        new ChatTools(agents),
                        skills,
                        servers),
                skills,
                workspaces);
        return new Tools(toolbox, servers, new GitCopies(dataFolder, environment));
    }

    public Toolbox toolbox() {
        return toolbox;
    }

    public ToolServers servers() {
        return servers;
    }

    public WorkspaceCopies copies() {
        return copies;
    }

    /** Ends the servers that were started. */
    @Override
    public void close() {
        servers.close();
    }
}
