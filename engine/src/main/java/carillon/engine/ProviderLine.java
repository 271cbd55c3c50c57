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
 * equals to who came first, so a chat that asks for many at once is one among others. When the provider has too many
 * requests, half as many may be inside, at least one; for every round of them that it answers, one more, up to the limit.
 */
final class ProviderLine {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ChatId, Integer> inside = new HashMap<>();
    /** In the order in which they came. */
    private final List<Waiter> waiting = new ArrayList<>();

    private int taken;
    /** How many the provider bears, as far as it showed. */
    private int borne = Integer.MAX_VALUE;
    /** How often that was halved. */
    private int halvings;
    /** How many it answered since it last changed. */
    private int answers;

    /** The right to have one call under way. For the thread of that call; given back in any case. */
    final class Place implements AutoCloseable {
        private final Waiter holder;
        private int asked;

        private Place(Waiter holder) {
            this.holder = holder;
        }

        /** A request is about to be sent. */
        void asks() {
            lock.lock();
            try {
                asked = halvings;
            } finally {
                lock.unlock();
            }
        }

        /** The provider has too many requests. Of those that were sent together, only the first counts. */
        void tooMany() {
            lock.lock();
            try {
                if (asked != halvings) return;
                borne = Math.max(1, Math.min(borne, limitOf(holder)) / 2);
                halvings++;
                answers = 0;
            } finally {
                lock.unlock();
            }
        }

        /** The provider answered. */
        void answered() {
            List<Waiter> moved;
            lock.lock();
            try {
                boolean all = borne >= limitOf(holder);
                if (all) borne = Integer.MAX_VALUE;
                if (all || asked != halvings || ++answers < borne) return;
                borne++;
                answers = 0;
                moved = letIn();
            } finally {
                lock.unlock();
            }
            tellPlaces(moved);
        }

        @Override
        public void close() {
            leave(holder.chat);
        }
    }

    private record Waiter(ChatId chat, CountDownLatch granted, Supplier<OptionalInt> limit, IntConsumer place) {}

    private record Rank(int round, int arrival, Waiter waiter) {}

    /** @param limit asked whenever a place becomes free, since it may change */
    Place enter(ChatId chat, Supplier<OptionalInt> limit, IntConsumer place) throws InterruptedException {
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
        return new Place(self);
    }

    private void leave(ChatId chat) {
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
        while (let < line.size() && taken < allowed(line.get(let))) {
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

    private int allowed(Waiter waiter) {
        OptionalInt limit = waiter.limit.get();
        return limit.isEmpty() ? Integer.MAX_VALUE : Math.min(borne, limit.getAsInt());
    }

    private static int limitOf(Waiter waiter) {
        return waiter.limit.get().orElse(Integer.MAX_VALUE);
    }

    private static void tellPlaces(List<Waiter> line) {
        for (int i = 0; i < line.size(); i++) line.get(i).place.accept(i + 1);
    }
}
