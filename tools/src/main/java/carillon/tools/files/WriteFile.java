package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Arguments;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import java.io.IOException;
import java.nio.file.Path;

/** Gives a file a new content as a whole. */
final class WriteFile extends FileTool {
    static final String NAME = "write_file";

    private final FileMemory memory;

    WriteFile(Path dataFolder, FileMemory memory) {
        super(
                NAME,
                "Writes a whole text file of the workspace; folders on the way are made. A file that exists must have"
                        + " been read before.",
                new Fields()
                        .text("path", "the file, from the workspace on")
                        .text("content", "everything the file shall hold"),
                ToolKind.CHANGE_FILES,
                dataFolder);
        this.memory = memory;
    }

    @Override
    Plan plan(ToolPlace place, Workspace workspace, Arguments arguments) throws IOException {
        return Change.of(memory, place, workspace, arguments.text("path")).to(arguments.text("content"), NAME);
    }
}
