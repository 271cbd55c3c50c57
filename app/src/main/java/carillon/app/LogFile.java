package carillon.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private @Nullable FileChannel out;

    LogFile(Path file, long maxBytes, LogLine line) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.line = line;
        setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord each) {
        if (!isLoggable(each)) return;
        ByteBuffer bytes = ByteBuffer.wrap(line.of(each).getBytes(StandardCharsets.UTF_8));
        writing.lock();
        try {
            FileChannel opened = opened(bytes.remaining());
            while (bytes.hasRemaining()) opened.write(bytes);
        } catch (IOException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        } finally {
            writing.unlock();
        }
    }

    private FileChannel opened(int more) throws IOException {
        FileChannel current = out;
        if (current == null) current = DataFolder.openToWrite(file, StandardOpenOption.APPEND);
        if (current.size() > 0 && current.size() + more > maxBytes) {
            current.close();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            current = DataFolder.openToWrite(file, StandardOpenOption.APPEND);
        }
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
