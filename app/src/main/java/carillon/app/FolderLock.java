package carillon.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.Optional;

/**
 * The right to serve a data folder. The operating system holds it and takes it back when the process ends in whatever
 * way, so nothing is left to clean up after a crash.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** @return empty while another process, or another lock of this one, holds the folder */
    static Optional<FolderLock> take(DataFolder folder) {
        try {
            FileChannel file = DataFolder.openToWrite(folder.lockFile());
            if (isLocked(file)) return Optional.of(new FolderLock(file));
            file.close();
            return Optional.empty();
        } catch (IOException e) {
            throw DataFolder.unusable(folder.lockFile(), e);
        }
    }

    /** Names who holds a folder that cannot be taken. */
    static Trouble taken(DataFolder folder) {
        String who = ServingNote.read(folder)
                .map(note -> "process " + note.pid()
                        + note.address().map(each -> " at " + each).orElse(""))
                .orElse("another process");
        return new Trouble(
                Exit.ALREADY_SERVED,
                "The data folder " + folder.path() + " is already served by " + who
                        + ". 'carillon' opens its window, 'carillon stop' ends it; --home chooses another folder.");
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock's file did not close", e);
        }
    }
}
