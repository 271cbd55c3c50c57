package carillon.tools.files;

import carillon.core.id.ChatId;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The tools for files of the workspace. */
public final class FileTools implements ToolSource {
    private static final Duration LOOKING_LIMIT = Duration.ofSeconds(30);

    private final FileMemory memory = new FileMemory();
    private final List<Tool> tools;

    /** @param dataFolder the program's own, which is never within reach */
    public FileTools(Path dataFolder) {
        this.tools = List.of(
                new ReadFile(dataFolder, memory),
                new ListFiles(dataFolder),
                new Grep(dataFolder, LOOKING_LIMIT),
                new WriteFile(dataFolder, memory),
                new EditFile(dataFolder, memory));
    }

    @Override
    public List<Tool> tools(ToolPlace place) {
        return tools;
    }

    @Override
    public void forget(ChatId chat) {
        memory.forget(chat);
    }
}
