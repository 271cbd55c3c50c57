package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Arguments;
import carillon.tools.call.Fields;
import carillon.tools.call.PlainText;
import carillon.tools.call.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names the files of a folder, or those of a project that match a pattern. */
final class ListFiles extends FileTool {
    static final int MOST_ENTRIES = 1_000;
    private static final int LONGEST_NAME = 1_000;

    ListFiles(Path dataFolder) {
        super(
                "list_files",
                "Lists a folder of the workspace, or with a glob all files below it that match, without what .gitignore"
                        + " names. At most " + MOST_ENTRIES + " entries.",
                new Fields()
                        .optionalText("path", "the folder, from the workspace on; '.' if it is not given")
                        .optionalText("glob", "which files, at any depth, such as *.md or src/**/*.java"),
                ToolKind.LOOK,
                dataFolder);
    }

    @Override
    Plan plan(ToolPlace place, Workspace workspace, Arguments arguments) throws IOException {
        Spot folder = workspace.find(arguments.optionalText("path").orElse("."), Workspace.Use.READ);
        Optional<Glob> glob = arguments.optionalText("glob").map(Glob::of);
        return look(() -> glob.isPresent() ? matching(workspace, folder, glob.get()) : inside(workspace, folder));
    }

    private static ToolResult inside(Workspace workspace, Spot folder) throws IOException {
        var lines = new ArrayList<String>();
        for (Entry entry : workspace.list(folder)) {
            if (lines.size() == MOST_ENTRIES) return ToolResult.of(cut(lines));
            lines.add(shown(folder.child(entry.name()), entry));
        }
        return lines.isEmpty() ? ToolResult.of("[The folder is empty.]") : ToolResult.of(String.join("\n", lines));
    }

    private static ToolResult matching(Workspace workspace, Spot folder, Glob glob)
            throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        boolean all = FileWalk.through(workspace, folder, (spot, entry) -> {
            String below = String.join(
                    "/",
                    spot.names().subList(folder.names().size(), spot.names().size()));
            if (entry.kind() == Entry.Kind.FOLDER || !glob.matches(below)) return true;
            if (lines.size() == MOST_ENTRIES) return false;
            lines.add(shown(spot, entry));
            return true;
        });
        if (!all) return ToolResult.of(cut(lines));
        return lines.isEmpty() ? ToolResult.of("[No file matches.]") : ToolResult.of(String.join("\n", lines));
    }

    private static String cut(List<String> lines) {
        return String.join("\n", lines) + "\n[Cut after " + lines.size()
                + " entries; there are more. Ask for a folder further down, or with a narrower glob.]";
    }

    private static String shown(Spot spot, Entry entry) {
        String name = PlainText.line(spot.toString(), LONGEST_NAME);
        return switch (entry.kind()) {
            case FILE -> name + " (" + entry.bytes() + " bytes)";
            case FOLDER -> name + "/";
            case LINK -> name + " (link)";
            case OTHER -> name + " (no plain file)";
        };
    }
}
