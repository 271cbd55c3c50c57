package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Arguments;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import java.io.IOException;
import java.nio.file.Path;

/** Replaces text in a file. */
final class EditFile extends FileTool {
    static final String NAME = "edit_file";

    private final FileMemory memory;

    EditFile(Path dataFolder, FileMemory memory) {
        super(
                NAME,
                "Replaces a text in a file of the workspace that was read before. The old text must stand there exactly"
                        + " once, unless replace_all is set.",
                new Fields()
                        .text("path", "the file, from the workspace on")
                        .text("old_text", "the text to replace, exactly as it stands in the file")
                        .text("new_text", "what to put in its place")
                        .optionalFlag("replace_all", "whether to replace it wherever it stands"),
                ToolKind.CHANGE_FILES,
                dataFolder);
        this.memory = memory;
    }

    @Override
    Plan plan(ToolPlace place, Workspace workspace, Arguments arguments) throws IOException {
        Change change = Change.of(memory, place, workspace, arguments.text("path"));
        if (change.isNew()) {
            return change.refused("There is no file '" + change.spot() + "'. Use write_file to create one.");
        }
        String before = change.before();
        boolean windowsLines =
                before.contains("\r\n") && !arguments.text("old_text").contains("\r\n");
        String old = lines(arguments.text("old_text"), windowsLines);
        String fresh = lines(arguments.text("new_text"), windowsLines);
        if (old.isEmpty()) return change.refused("'old_text' is empty. Give the text to replace.");
        if (old.equals(fresh)) return change.refused("'old_text' and 'new_text' are the same; nothing would change.");
        int first = before.indexOf(old);
        if (first < 0) {
            return change.refused("'old_text' does not stand in '" + change.spot()
                    + "'. It must match exactly, with all spaces and line breaks; use read_file to see it.");
        }
        if (!arguments.flag("replace_all") && before.indexOf(old, first + 1) >= 0) {
            return change.refused("'old_text' stands in '" + change.spot()
                    + "' more than once. Give more of the lines around it, or set replace_all.");
        }
        if ((long) before.length() / old.length() * fresh.length() > Fields.LONGEST_TEXT + (long) before.length()) {
            return change.refused("The file would grow too long.");
        }
        return change.to(before.replace(old, fresh), NAME);
    }

    private static String lines(String text, boolean windowsLines) {
        return windowsLines ? text.replace("\n", "\r\n") : text;
    }
}
