package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Arguments;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;

/** A tool that looks at files of a workspace or changes them. */
abstract class FileTool implements Tool {
    private final ToolDescription description;
    private final ToolKind kind;
    private final Fields fields;
    private final Path dataFolder;

    FileTool(String name, String about, Fields fields, ToolKind kind, Path dataFolder) {
        this.description = new ToolDescription(name, about, fields.schema());
        this.kind = kind;
        this.fields = fields;
        this.dataFolder = dataFolder;
    }

    abstract Plan plan(ToolPlace place, Workspace workspace, Arguments arguments)
            throws IOException, InterruptedException;

    @Override
    public final ToolDescription description() {
        return description;
    }

    @Override
    public final Set<ToolKind> kinds() {
        return Set.of(kind);
    }

    @Override
    public final Plan plan(ToolPlace place, String arguments) throws InterruptedException {
        try {
            return plan(place, Workspace.at(place.workspace(), dataFolder), fields.read(arguments));
        } catch (BadArgumentsException e) {
            return new Plan.Refused(e.reason());
        } catch (IOException e) {
            return new Plan.Refused(reason(e));
        }
    }

    /** Looks around; what is in the way becomes a failure. */
    final Plan look(Looking looking) {
        return Plan.look(description.name(), _ -> {
            try {
                return looking.look();
            } catch (IOException e) {
                return ToolResult.failure(reason(e));
            }
        });
    }

    interface Looking {
        ToolResult look() throws IOException, InterruptedException;
    }

    /** Why a file could not be used, in words that name no folder outside the workspace. */
    static String reason(IOException e) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        return switch (e) {
            case RefusedPathException refused -> String.valueOf(refused.getMessage());
            case NoSuchFileException _ -> "There is no such file or folder. list_files shows what there is.";
            case AccessDeniedException _ -> "The file or folder cannot be used: permission denied.";
            case NotDirectoryException _ -> "That is no folder.";
            case FileSystemException trouble
            when trouble.getReason() != null -> "The file or folder cannot be used: " + trouble.getReason() + ".";
            default -> "The file or folder cannot be used.";
        };
    }
}
