package carillon.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The log of a data folder, mode 0600: at most {@code maxBytes} in {@code carillon.log} and as many in
 * {@code carillon.log.1}. Safe for many threads. A log that cannot be written stops nothing.
 */
final class LogFile extends Handler implements AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private final LogLine line;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable FileOutputStream out;
    private long size;

    LogFile(Path file, long maxBytes, LogLine line) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.line = line;
        setLevel(Level.INFO);
        setErrorManager(new OneRemark());
    }

    /** A full disk would otherwise be met with a stack trace. */
    private static final class OneRemark extends ErrorManager {
        private final AtomicBoolean made = new AtomicBoolean();

        @Override
        @SuppressWarnings("SystemOut")
        public void error(@Nullable String message, @Nullable Exception cause, int code) {
            if (made.compareAndSet(false, true)) {
                String why = cause == null ? String.valueOf(message) : String.valueOf(cause.getMessage());
                System.err.println("carillon: the log cannot be written: " + why);
            }
        }
    }

    @Override
    public void publish(LogRecord each) {
        if (!isLoggable(each)) return;
        byte[] bytes = line.of(each).getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            opened(bytes.length).write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        } finally {
            writing.unlock();
        }
    }

    /** A stream and no channel: a channel is closed for everyone when an interrupted thread writes to it. */
    private FileOutputStream opened(int more) throws IOException {
        FileOutputStream current = out;
        if (current != null && (size == 0 || size + more <= maxBytes)) return current;
        if (current != null) current.close();
        if (Files.exists(file) && Files.size(file) > 0 && Files.size(file) + more > maxBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        DataFolder.makePrivate(file);
        current = new FileOutputStream(file.toFile(), true);
        size = Files.size(file);
        out = current;
        return current;
    }

    @Override
    public void flush() {
        // every record is handed to the operating system as it comes
    }

    @Override
    public void close() {
        writing.lock();
        try {
            if (out != null) out.close();
        } catch (IOException e) {
            reportError(null, e, ErrorManager.CLOSE_FAILURE);
        } finally {
            out = null;
            writing.unlock();
        }
    }
}
