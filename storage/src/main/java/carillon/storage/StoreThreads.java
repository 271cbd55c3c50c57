package carillon.storage;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the threads on which SQLite runs. They are platform threads, since a native call would hold the carrier of a
 * virtual one, and daemons, since what was acknowledged is on disk.
 */
final class StoreThreads {
    private StoreThreads() {}

    static Thread writer(Runnable work) {
        return Thread.ofPlatform().name("store-writer").daemon().start(work);
    }

    static ThreadPoolExecutor readers(int count) {
        return new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("store-reader-", 1).daemon().factory());
    }
}
