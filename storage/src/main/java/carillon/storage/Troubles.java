package carillon.storage;

import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/** Tells what SQLite's errors mean. */
final class Troubles {
    private static final int PRIMARY_CODE = 0xff;

    private Troubles() {}

    static StorageException closed() {
        return new StorageException(Trouble.CLOSED, "The store is closed");
    }

    /** Finds the SQL error in whatever was thrown; anything else is a bug and stays what it is. */
    static RuntimeException of(Throwable thrown) {
        Optional<SQLException> error = sqlError(thrown);
        if (error.isPresent()) return of(error.get());
        if (thrown instanceof RuntimeException bug) return bug;
        return new IllegalStateException("The store failed: " + thrown, thrown);
    }

    static StorageException of(SQLException error) {
        return switch (code(error)) {
            case SQLITE_FULL ->
                new StorageException(
                        Trouble.FULL, "The disk is full. Free some space; nothing needs to be restarted.", error);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                new StorageException(Trouble.READ_ONLY, "The data folder cannot be written.", error);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                new StorageException(Trouble.LOCKED, "Another program keeps the data file locked.", error);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new StorageException(Trouble.DAMAGED, "The data file is damaged.", error);
            default -> new StorageException(Trouble.OTHER, "The data file cannot be used: " + code(error), error);
        };
    }

    static CannotOpenException opening(Path file, SQLException error) {
        return switch (code(error)) {
            case SQLITE_FULL ->
                new CannotOpenException(
                        CannotOpenException.Reason.FULL, file + " cannot be opened: the disk is full.", error);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN -> notWritable(file, error);
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
                new CannotOpenException(
                        CannotOpenException.Reason.LOCKED,
                        file + " is locked by another program. Close that program first.",
                        error);
            // With a schema that is known, SQL that does not compile means that tables are missing.
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_ERROR, SQLITE_CONSTRAINT -> damaged(file, error);
            default ->
                new CannotOpenException(
                        CannotOpenException.Reason.UNREADABLE, file + " cannot be read: " + code(error), error);
        };
    }

    static CannotOpenException notWritable(Path file, Exception cause) {
        return new CannotOpenException(
                CannotOpenException.Reason.NOT_WRITABLE,
                file + " cannot be written. Check who owns it, or choose another data folder.",
                cause);
    }

    static CannotOpenException damaged(Path file, Exception cause) {
        return new CannotOpenException(
                CannotOpenException.Reason.DAMAGED,
                file
                        + " is damaged or not Carillon's. 'carillon rebuild' makes it anew from all that can be read of it,"
                        + " and keeps it; or move it and the files that begin with its name away, and put a copy in its"
                        + " place.",
                cause);
    }

    private static Optional<SQLException> sqlError(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException error) return Optional.of(error);
        }
        return Optional.empty();
    }

    private static SQLiteErrorCode code(SQLException error) {
        return SQLiteErrorCode.getErrorCode(error.getErrorCode() & PRIMARY_CODE);
    }
}
