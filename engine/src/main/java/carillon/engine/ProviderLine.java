package carillon.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Who is inside at one provider, and who waits for a place. */
final class ProviderLine {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private int inside;

    private record Waiter(CountDownLatch granted, Supplier<OptionalInt> limit, IntConsumer place) {}

    /** @param limit asked whenever a place becomes free, since it may change */
    void enter(Supplier<OptionalInt> limit, IntConsumer place) throws InterruptedException {
        var self = new Waiter(new CountDownLatch(1), limit, place);
        int ahead;
        lock.lock();
        try {
            if (waiting.isEmpty() && inside < limitOf(self)) {
                inside++;
                return;
            }
            waiting.add(self);
            ahead = waiting.size();
        } finally {
            lock.unlock();
        }
        place.accept(ahead);
        try {
            self.granted.await();
        } catch (InterruptedException stopped) {
            giveUp(self);
            throw stopped;
        }
    }

    void leave() {
        List<Waiter> moved;
        lock.lock();
        try {
            inside--;
            moved = letIn();
        } finally {
            lock.unlock();
        }
        tellPlaces(moved);
    }

    /** A waiter that was stopped leaves the line, or hands on the place it was just given. */
    private void giveUp(Waiter self) {
        List<Waiter> moved;
        lock.lock();
        try {
            if (!waiting.remove(self)) inside--;
            moved = letIn();
        } finally {
            lock.unlock();
        }
        tellPlaces(moved);
    }

    private List<Waiter> letIn() {
        while (!waiting.isEmpty() && inside < limitOf(waiting.peek())) {
            inside++;
            waiting.remove().granted.countDown();
        }
        return new ArrayList<>(waiting);
    }

    private static int limitOf(Waiter waiter) {
        return waiter.limit.get().orElse(Integer.MAX_VALUE);
    }

    private static void tellPlaces(List<Waiter> line) {
        for (int i = 0; i < line.size(); i++) line.get(i).place.accept(i + 1);
    }
}
