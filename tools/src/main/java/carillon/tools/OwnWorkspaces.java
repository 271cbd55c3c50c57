package carillon.tools;

import carillon.core.id.ChatId;
import carillon.tools.files.Workspace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program's own folder of workspaces: those of worlds that were given none, made when they are first worked in, and
 * the copies that chats have for themselves. Safe for many threads.
 */
final class OwnWorkspaces {
    private static final Logger LOG = System.getLogger("carillon.tools");
    private static final String COPY = "copy-";

    private final Path folder;

    OwnWorkspaces(Path dataFolder) {
        folder = dataFolder.resolve(Workspace.OWN_WORKSPACES);
    }

    /**
     * Makes the folder if it is one of these; a tool that needs it says what is wrong when it cannot be made.
     *
     * @return whether there is such a folder now
     */
    boolean make(Path workspace) {
        if (Files.isDirectory(workspace)) return true;
        if (!folder.equals(workspace.getParent())) return false;
        try {
            Files.createDirectories(workspace);
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A workspace cannot be made", e);
            return false;
        }
    }

    /** Where the copy of a chat lies, or would lie. */
    Path copy(ChatId chat) {
        return folder.resolve(COPY + chat.value());
    }

    boolean hasCopy(ChatId chat) {
        return Files.isDirectory(copy(chat));
    }

    /** The chats whose copies lie here. */
    Set<ChatId> copied() {
        var chats = new HashSet<ChatId>();
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPY + "*")) {
            for (Path copy : copies) {
                String chat = copy.getFileName().toString().substring(COPY.length());
                chats.add(new ChatId(chat));
            }
        } catch (NoSuchFileException _) {
            // nobody has worked here
        } catch (IOException | DirectoryIteratorException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "The copies of workspaces cannot be listed", e);
        }
        return chats;
    }

    /** Deletes a copy file by file; links are deleted and not followed. */
    void deleteCopy(ChatId chat) throws IOException {
        Files.walkFileTree(copy(chat), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
