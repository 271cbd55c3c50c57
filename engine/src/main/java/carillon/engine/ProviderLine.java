package carillon.engine;

import carillon.core.id.ChatId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Who is inside at one provider, and who waits for a place. The next place goes to the chat that has the fewest, and among
 * equals to who came first, so a chat that asks for many at once is one among others.
 */
final class ProviderLine {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ChatId, Integer> inside = new HashMap<>();
    /** In the order in which they came. */
    private final List<Waiter> waiting = new ArrayList<>();

    private int taken;

    private record Waiter(ChatId chat, CountDownLatch granted, Supplier<OptionalInt> limit, IntConsumer place) {}

    private record Rank(int round, int arrival, Waiter waiter) {}

    /** @param limit asked whenever a place becomes free, since it may change */
    void enter(ChatId chat, Supplier<OptionalInt> limit, IntConsumer place) throws InterruptedException {
        var self = new Waiter(chat, new CountDownLatch(1), limit, place);
        List<Waiter> line;
        lock.lock();
        try {
            waiting.add(self);
            line = letIn();
        } finally {
            lock.unlock();
        }
        tellPlaces(line);
        try {
            self.granted.await();
        } catch (InterruptedException stopped) {
            giveUp(self);
            throw stopped;
        }
    }

    void leave(ChatId chat) {
        List<Waiter> moved;
        lock.lock();
        try {
            free(chat);
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
            if (!waiting.remove(self)) free(self.chat);
            moved = letIn();
        } finally {
            lock.unlock();
        }
        tellPlaces(moved);
    }

    private void free(ChatId chat) {
        taken--;
        inside.computeIfPresent(chat, (_, calls) -> calls == 1 ? null : calls - 1);
    }

    /** Gives away what places there are; the answer is who still waits, the next one first. */
    private List<Waiter> letIn() {
        List<Waiter> line = inOrder();
        int let = 0;
        while (let < line.size() && taken < limitOf(line.get(let))) {
            Waiter next = line.get(let++);
            taken++;
            inside.merge(next.chat, 1, Integer::sum);
            waiting.remove(next);
            next.granted.countDown();
        }
        return line.subList(let, line.size());
    }

    /** A chat's calls, those inside and those that wait, stand in rounds, one of them in each. */
    private List<Waiter> inOrder() {
        if (waiting.size() <= 1) return List.copyOf(waiting);
        var rounds = new HashMap<>(inside);
        var ranks = new ArrayList<Rank>(waiting.size());
        for (Waiter waiter : waiting) {
            ranks.add(new Rank(rounds.merge(waiter.chat, 1, Integer::sum), ranks.size(), waiter));
        }
        ranks.sort(Comparator.comparingInt(Rank::round).thenComparingInt(Rank::arrival));
        return ranks.stream().map(Rank::waiter).toList();
    }

    private static int limitOf(Waiter waiter) {
        return waiter.limit.get().orElse(Integer.MAX_VALUE);
    }

    private static void tellPlaces(List<Waiter> line) {
        for (int i = 0; i < line.size(); i++) line.get(i).place.accept(i + 1);
    }
}
