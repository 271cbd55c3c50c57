import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Runs a command while holding an OS file lock, so that two of them never run at once: {@code WithLock FILE COMMAND…}. */
final class WithLock {
    public static void main(String[] args) throws IOException, InterruptedException {
        try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock(file)) {
            Process command = new ProcessBuilder(List.of(args).subList(1, args.length)).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWithChildren(command)));
            System.exit(command.waitFor());
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        FileLock free = file.tryLock();
        if (free != null) return free;
        System.err.println("carillon: another start is building; waiting for it");
        return file.lock();
    }

    private static void endWithChildren(Process command) {
        command.descendants().forEach(ProcessHandle::destroy);
        command.destroy();
    }
}
