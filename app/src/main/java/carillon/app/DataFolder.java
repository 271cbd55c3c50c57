package carillon.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;

/** The one folder that holds everything of one person: readable by its owner alone. Safe for many threads. */
record DataFolder(Path path) {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    /**
     * Makes the folder, mode 0700, unless it is there.
     *
     * @throws Trouble {@link Exit#FOLDER} if it cannot be made or used
     */
    static DataFolder open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Path parent = path.getParent();
                if (parent != null) Files.createDirectories(parent);
                Files.createDirectory(path, ownerOnly(path, "rwx------"));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path))
                throw new Trouble(Exit.FOLDER, path + " is a file; the data folder cannot be made there.", e);
        } catch (IOException e) {
            throw new Trouble(
                    Exit.FOLDER,
                    "The data folder " + path + " cannot be made: " + reason(e)
                            + ". Choose another with --home or CARILLON_HOME.",
                    e);
        }
        if (!Files.isReadable(path) || !Files.isWritable(path) || !Files.isExecutable(path)) {
            throw new Trouble(
                    Exit.FOLDER,
                    "The data folder " + path
                            + " cannot be read and written by this user. Change its permissions, or choose another with --home or CARILLON_HOME.");
        }
        return new DataFolder(path);
    }

    Path lockFile() {
        return path.resolve("serving.lock");
    }

    Path servingFile() {
        return path.resolve("serving.json");
    }

    Path tokenFile() {
        return path.resolve("token");
    }

    Path logFile() {
        return path.resolve("carillon.log");
    }

    Path windowProfile() {
        return path.resolve("window");
    }

    /** @throws Trouble {@link Exit#FOLDER} if it is there and cannot be read */
    Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Puts a whole file of mode 0600 in place at once: a reader sees the old text or the new one. */
    void replace(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel out = openNew(fresh)) {
                out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Opens a file for writing; a new one has mode 0600. */
    static FileChannel openToWrite(Path file, StandardOpenOption... more) throws IOException {
        var how = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Collections.addAll(how, more);
        return FileChannel.open(file, how, ownerOnly(file, "rw-------"));
    }

    /** Makes an empty file of mode 0600 unless it is there. */
    static void makePrivate(Path file) throws IOException {
        if (!Files.exists(file)) Files.createFile(file, ownerOnly(file, "rw-------"));
    }

    static Trouble unusable(Path file, IOException cause) {
        return new Trouble(Exit.FOLDER, file + " cannot be used: " + reason(cause) + ".", cause);
    }

    private static FileChannel openNew(Path file) throws IOException {
        return openToWrite(file, StandardOpenOption.CREATE_NEW);
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String mode) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return NO_ATTRIBUTES;
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such folder";
            default -> String.valueOf(e.getMessage());
        };
    }
}
