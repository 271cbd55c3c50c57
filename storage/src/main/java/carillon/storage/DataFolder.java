package carillon.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the data file, held by one process at a time and readable by its owner alone. Nothing but SQLite opens
 * the files: closing another handle would drop SQLite's locks on them.
 */
final class DataFolder implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DataFolder.class.getName());
    private static final String DATA = "carillon.db";
    private static final String LOCK = "carillon.lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;
    private final Connection lock;

    private DataFolder(Path file, Connection lock) {
        this.file = file;
        this.lock = lock;
    }

    /** @throws CannotOpenException if it cannot be made or written, or another process has it */
    static DataFolder take(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        Path file = home.resolve(DATA);
        Path lockFile = home.resolve(LOCK);
        try {
            if (!Files.isDirectory(home)) Files.createDirectories(home, permissions(home, OWNER_ONLY_FOLDER));
            makePrivate(lockFile);
        } catch (IOException e) {
            throw Troubles.notWritable(lockFile, e);
        }
        Connection lock = lock(lockFile);
        try {
            makePrivate(file);
            for (String suffix : List.of("-wal", "-shm")) {
                Path beside = file.resolveSibling(DATA + suffix);
                if (Files.exists(beside)) restrict(beside);
            }
            return new DataFolder(file, lock);
        } catch (IOException e) {
            closeQuietly(lock);
            throw Troubles.notWritable(file, e);
        }
    }

    /** SQLite's own lock, since it is given up when the process dies, however it dies. */
    private static Connection lock(Path lockFile) {
        Connection lock = null;
        try {
            lock = Sqlite.toLookOrLock(lockFile);
            Sqlite.execute(lock, "BEGIN EXCLUSIVE");
            return lock;
        } catch (SQLException e) {
            if (lock != null) closeQuietly(lock);
            CannotOpenException trouble = Troubles.opening(lockFile, e);
            if (trouble.reason() != CannotOpenException.Reason.LOCKED) throw trouble;
            throw new CannotOpenException(
                    CannotOpenException.Reason.LOCKED,
                    "Another Carillon is using " + lockFile.getParent()
                            + ". Use that one, end it first, or start this one with another data folder.",
                    e);
        }
    }

    Path file() {
        return file;
    }

    boolean isNew() {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw Troubles.notWritable(file, e);
        }
    }

    /** A copy of the data file as it is now, in place of an earlier one of that name. */
    void copy(Connection from, String suffix) throws SQLException {
        Path copy = file.resolveSibling(DATA + suffix);
        Path part = file.resolveSibling(DATA + suffix + ".part");
        try {
            Files.deleteIfExists(part);
            makePrivate(part);
            try (var statement = from.prepareStatement("VACUUM INTO ?")) {
                statement.setString(1, part.toString());
                statement.executeUpdate();
            }
            Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Troubles.notWritable(copy, e);
        }
    }

    /** An empty file beside the data file, in place of an earlier one of that name. */
    Path begin(String suffix) {
        Path part = file.resolveSibling(DATA + suffix);
        try {
            Files.deleteIfExists(part);
            Files.deleteIfExists(part.resolveSibling(part.getFileName() + "-journal"));
            makePrivate(part);
            return part;
        } catch (IOException e) {
            throw Troubles.notWritable(part, e);
        }
    }

    /** Makes room again if a file that was begun was not finished. */
    void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.log(Level.WARNING, part + " could not be deleted: " + e.getMessage());
        }
    }

    /**
     * Puts a finished file in the data file's place, in one step and for good. No connection may be open.
     *
     * @return where the old one is kept; never the name of an earlier one
     */
    Path replace(Path finished, String suffix) {
        Path kept = file.resolveSibling(DATA + suffix);
        for (int n = 2; Files.exists(kept); n++) kept = file.resolveSibling(DATA + suffix + "-" + n);
        Path log = file.resolveSibling(DATA + "-wal");
        try {
            if (Files.exists(log) && Files.size(log) > 0) throw new IOException(log + " is not empty");
            sync(finished);
            Files.createLink(kept, file);
            Files.move(finished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            sync(file.toAbsolutePath().getParent());
            return kept;
        } catch (IOException e) {
            throw Troubles.notWritable(kept, e);
        }
    }

    private static void sync(@Nullable Path path) throws IOException {
        if (path == null || !isPosix(path)) return;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void makePrivate(Path file) throws IOException {
        if (Files.exists(file)) {
            restrict(file);
        } else {
            Files.createFile(file, permissions(file, OWNER_ONLY));
        }
    }

    private static void restrict(Path file) throws IOException {
        if (isPosix(file) && !Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static FileAttribute<?>[] permissions(Path file, Set<PosixFilePermission> wanted) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(wanted)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // It held a lock and no data.
        }
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }
}
