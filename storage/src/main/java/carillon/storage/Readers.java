package carillon.storage;

import carillon.engine.spi.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads on threads of its own, each with its own connection, while the caller waits. Safe for use by many threads. */
final class Readers implements AutoCloseable {
    private static final int THREADS = 3;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final ThreadPoolExecutor threads = StoreThreads.readers(THREADS);
    private final Deque<Handle> idle = new ConcurrentLinkedDeque<>();

    Readers(Path file) {
        jdbi = Jdbi.create(() -> Sqlite.toRead(file));
    }

    /** @throws StorageException if it could not be read; an interrupt does not cut the wait short */
    <T> T read(Function<Handle, T> query) {
        var task = new FutureTask<T>(() -> run(query));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException _) {
            throw Troubles.closed();
        }
        return await(task);
    }

    private <T> T run(Function<Handle, T> query) {
        Handle mine = idle.poll();
        if (mine == null) mine = jdbi.open();
        boolean well = false;
        try {
            T answer = query.apply(mine);
            well = true;
            return answer;
        } finally {
            // A connection that met trouble is not used again.
            if (well) idle.push(mine);
            else mine.close();
        }
    }

    private static <T> T await(Future<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (CancellationException _) {
                    throw Troubles.closed();
                } catch (ExecutionException e) {
                    throw Troubles.of(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean ended = Patience.waits(CLOSE_WITHIN, left -> threads.awaitTermination(left, TimeUnit.NANOSECONDS));
        if (!ended) threads.shutdownNow().forEach(late -> ((Future<?>) late).cancel(false));
        for (Handle each = idle.poll(); each != null; each = idle.poll()) each.close();
    }
}
