package carillon.storage;

import carillon.engine.spi.StaleOwnerException;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes whatever is handed over, commits it together and then tells those who wait, so a
 * commit is shared by all chats that need one at the time. What fails together is tried again one by one, so that
 * nobody suffers from another's trouble. Safe for use by many threads.
 */
final class Writer {
    /** Something to write within a transaction. It may run twice, and then starts from the same data. */
    interface Work<T> {
        /** @throws StaleOwnerException if it is out of date; it has written nothing then, and its neighbours go on */
        T write(WriteConnection connection) throws SQLException;
    }

    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final int MAX_BATCH = 1_000;
    private static final Duration END_WITHIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path file;
    private final BlockingQueue<Task<?>> pending = new LinkedBlockingQueue<>();
    private final Task<Boolean> end = new Task<>(_ -> true, true);
    private final Duration heldBack;
    private final Checkpoints checkpoints = new Checkpoints();
    private final Health health = new Health();
    private final Object door = new Object();
    private final Thread thread;
    private @Nullable WriteConnection connection;
    private boolean closed;
    private boolean doubtful;
    private long lastLook = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    /**
     * @param connection becomes the writer's own
     * @param heldBack   how long what nobody waits for is kept, so that it shares a commit with what comes meanwhile
     */
    Writer(Path file, WriteConnection connection, Duration heldBack) {
        this.file = file;
        this.connection = connection;
        this.heldBack = heldBack;
        thread = StoreThreads.writer(this::run);
    }

    /**
     * Writes and returns once it would survive a power cut. An interrupt does not cut the wait short; the flag is kept.
     *
     * @throws StorageException if it could not be written; then nothing of it was
     */
    <T> T write(Work<T> work) {
        var task = new Task<>(work, true);
        if (!hand(task)) throw Troubles.closed();
        return task.await();
    }

    /** Hands over without waiting and without hurry; what becomes of it can be seen from the result. */
    CompletableFuture<?> writeLater(Work<?> work) {
        var task = new Task<>(work, false);
        if (!hand(task)) task.fail(Troubles.closed());
        return task.done;
    }

    Health health() {
        return health;
    }

    private boolean hand(Task<?> task) {
        synchronized (door) {
            return !closed && pending.add(task);
        }
    }

    private void run() {
        var batch = new ArrayList<Task<?>>();
        boolean ended = false;
        while (!ended) {
            try {
                take(batch);
            } catch (InterruptedException _) {
                continue; // Only end() ends this thread.
            }
            ended = batch.remove(end);
            if (!batch.isEmpty()) commit(batch);
            batch.clear();
            if (!ended && lookIsDue()) look();
            checkpoints.afterCommit(connection);
        }
        if (connection != null) checkpoints.atEnd(connection);
        drop();
    }

    /** What waits, or nothing if it is time to look whether the trouble is over. */
    private void take(List<Task<?>> batch) throws InterruptedException {
        boolean well = !doubtful && health.trouble().isEmpty();
        long left = lastLook + BETWEEN_LOOKS.toNanos() - System.nanoTime();
        Task<?> first = well ? pending.take() : pending.poll(left, TimeUnit.NANOSECONDS);
        if (first == null) return;
        batch.add(first);
        pending.drainTo(batch, MAX_BATCH - 1);
        if (well) awaitCompany(batch);
    }

    /** A commit, which syncs, for the texts of each chat by itself would be hundreds a second. */
    private void awaitCompany(List<Task<?>> batch) throws InterruptedException {
        long until = System.nanoTime() + heldBack.toNanos();
        for (int i = 0; i < MAX_BATCH && !batch.get(i).awaited; i++) {
            if (i + 1 < batch.size()) continue;
            Task<?> next = pending.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) return;
            batch.add(next);
            pending.drainTo(batch, MAX_BATCH - batch.size());
        }
    }

    private boolean lookIsDue() {
        boolean well = !doubtful && health.trouble().isEmpty();
        return !well && System.nanoTime() - lastLook >= BETWEEN_LOOKS.toNanos();
    }

    /** Finds out whether what failed would fail for anybody, or was the trouble of one that did. */
    private void look() {
        doubtful = false;
        health.note(troubleNow());
        lastLook = System.nanoTime();
    }

    private Optional<StorageException> troubleNow() {
        try {
            if (connection == null) connection = WriteConnection.open(file);
            connection.tryToWrite();
            return Optional.empty();
        } catch (Throwable failure) {
            if (connection != null) undo(connection, failure);
            RuntimeException trouble = Troubles.of(failure);
            return Optional.of(
                    trouble instanceof StorageException storage
                            ? storage
                            : new StorageException(Trouble.OTHER, "The store failed", trouble));
        }
    }

    private void commit(List<Task<?>> batch) {
        Optional<Throwable> failure = transact(batch);
        if (failure.isEmpty()) {
            batch.forEach(Task::tell);
            return;
        }
        RuntimeException trouble = Troubles.of(failure.get());
        if (trouble instanceof StorageException) doubtful = true;
        boolean others = trouble instanceof StorageException storage && storage.trouble() == Trouble.LOCKED;
        if (batch.size() == 1 || others) {
            for (Task<?> each : batch) each.fail(trouble);
        } else {
            for (Task<?> each : batch) commit(List.of(each));
        }
    }

    /** All or nothing; whatever goes wrong must not end this thread, on which every chat depends. */
    private Optional<Throwable> transact(List<Task<?>> batch) {
        try {
            if (connection == null) connection = WriteConnection.open(file);
            connection.begin();
            for (Task<?> each : batch) each.run(connection);
            connection.commit();
            return Optional.empty();
        } catch (Throwable failure) {
            if (connection != null) undo(connection, failure);
            return Optional.of(failure);
        }
    }

    private void undo(WriteConnection failed, Throwable failure) {
        boolean usable = switch (Troubles.of(failure)) {
            case StorageException storage ->
                switch (storage.trouble()) {
                    case FULL, READ_ONLY, LOCKED -> true;
                    case DAMAGED, CLOSED, OTHER -> false;
                };
            case RuntimeException _ -> true;
        };
        try {
            failed.rollback();
        } catch (SQLException _) {
            usable = false;
        }
        if (!usable) drop();
    }

    /** The next transaction opens a fresh one. */
    private void drop() {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "A connection could not be closed: " + e.getMessage());
        }
        connection = null;
    }

    /**
     * Writes what was handed over, moves it into the data file and ends the thread, as far as that is done in time.
     *
     * @return false if the disk hangs, and with it the thread
     */
    boolean end() {
        synchronized (door) {
            if (!closed) pending.add(end);
            closed = true;
        }
        boolean ended = Patience.waits(END_WITHIN, left -> thread.join(Duration.ofNanos(left)));
        if (!ended) LOG.log(Level.WARNING, "The disk hangs; the store was left as it is");
        return ended;
    }

    private static final class Task<T> {
        private final Work<T> work;
        private final boolean awaited;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private Runnable outcome = () -> {};

        Task(Work<T> work, boolean awaited) {
            this.work = work;
            this.awaited = awaited;
        }

        void run(WriteConnection connection) throws SQLException {
            try {
                T result = work.write(connection);
                outcome = () -> done.complete(result);
            } catch (StaleOwnerException stale) {
                outcome = () -> done.completeExceptionally(stale);
            }
        }

        /** Only once it is committed. */
        void tell() {
            outcome.run();
        }

        void fail(RuntimeException trouble) {
            done.completeExceptionally(trouble);
        }

        T await() {
            try {
                return done.join();
            } catch (CompletionException e) {
                throw Troubles.of(e.getCause() == null ? e : e.getCause());
            }
        }
    }
}
