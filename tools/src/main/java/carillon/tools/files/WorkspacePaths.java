package carillon.tools.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Decides which paths agents of a workspace may touch: canonical ones inside its folder, without the program's own data.
 *
 * @param root       canonical
 * @param dataFolder the program's own, canonical where it exists
 */
record WorkspacePaths(Path root, Optional<Path> dataFolder) {
    /** @throws IOException if there is no such folder, or agents may not work there; the message says so */
    static WorkspacePaths at(Path folder, Optional<Path> dataFolder) throws IOException {
        if (!folder.isAbsolute()) throw new RefusedPathException("A workspace is an absolute path, not " + folder);
        Path root = real(folder);
        if (!Files.isDirectory(root)) throw new RefusedPathException("The workspace " + folder + " is not a folder.");
        Optional<Path> own = dataFolder.map(WorkspacePaths::realOrAsGiven);
        if (own.isPresent() && !mayWorkIn(root, own.get())) {
            throw new RefusedPathException(
                    "Agents do not work in the program's own data folder. Choose another workspace.");
        }
        return new WorkspacePaths(root, own);
    }

    /** @throws RefusedPathException if the path may not be used so */
    Spot find(String given, Workspace.Use use) throws IOException {
        FileNames.checkText(given);
        Path wanted = lexical(given);
        if (use == Workspace.Use.WRITE) FileNames.checkWritable(names(root.relativize(wanted)));
        Path canonical = canonical(wanted, given);
        if (!canonical.startsWith(root)) throw outside(given);
        if (canonical.equals(wanted) ? isOwn(wanted) : isOwn(wanted) || isOwn(canonical)) throw own();
        List<String> names = names(root.relativize(canonical));
        if (use == Workspace.Use.WRITE) FileNames.checkWritable(names);
        else if (isWindows()) FileNames.checkDevices(names);
        return new Spot(names);
    }

    Path file(Spot spot) {
        Path path = root;
        for (String name : spot.names()) path = path.resolve(name);
        return path;
    }

    boolean holdsDataFolder() {
        return dataFolder.isPresent() && dataFolder.get().startsWith(root);
    }

    private Path lexical(String given) throws RefusedPathException {
        try {
            Path path = root.resolve(given).normalize();
            if (!path.startsWith(root)) throw outside(given);
            return path;
        } catch (InvalidPathException _) {
            throw new RefusedPathException("This system has no such path. Send it in other characters.");
        }
    }

    /** The real path of what exists of it, and the rest of the names. */
    private Path canonical(Path wanted, String given) throws IOException {
        var rest = new ArrayDeque<Path>();
        for (Path path = wanted; ; path = Objects.requireNonNull(path.getParent())) {
            try {
                Path real = path.toRealPath();
                for (Path name : rest) real = real.resolve(name);
                return real;
            } catch (NoSuchFileException e) {
                if (Files.isSymbolicLink(path)) {
                    throw new RefusedPathException("'" + given + "' goes through a link that leads nowhere.");
                }
                if (path.equals(root)) throw e;
                rest.addFirst(Objects.requireNonNull(path.getFileName()));
            }
        }
    }

    private boolean isOwn(Path path) {
        return dataFolder.isPresent() && path.startsWith(dataFolder.get()) && !root.startsWith(dataFolder.get());
    }

    boolean isOwn(BasicFileAttributes attributes) throws IOException {
        if (dataFolder.isEmpty() || !attributes.isDirectory() || attributes.fileKey() == null) return false;
        try {
            return Objects.equals(
                    attributes.fileKey(),
                    Files.readAttributes(dataFolder.get(), BasicFileAttributes.class)
                            .fileKey());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static boolean mayWorkIn(Path root, Path own) {
        if (!root.startsWith(own)) return true;
        Path inside = own.relativize(root);
        return inside.getNameCount() > 1 && inside.startsWith(Workspace.OWN_WORKSPACES);
    }

    private static List<String> names(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Path real(Path folder) throws IOException {
        try {
            return folder.toRealPath();
        } catch (NoSuchFileException _) {
            throw new RefusedPathException("The workspace " + folder + " does not exist.");
        }
    }

    private static Path realOrAsGiven(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException _) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static RefusedPathException outside(String given) {
        return new RefusedPathException(
                "'" + given + "' lies outside the workspace. Only files inside it can be used.");
    }

    static RefusedPathException own() {
        return new RefusedPathException("That is the program's own data folder, which no agent can use.");
    }
}
