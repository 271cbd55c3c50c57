package carillon.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one chat's owner, first come first served. It can be closed, and then refuses: the sender asks the
 * registry again. Streamed text merges while it waits, so a fast model fills no memory that its answer would not.
 */
final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean closed;

    /** False if the mailbox is closed; the letter was not taken. */
    boolean offer(Letter letter) {
        lock.lock();
        try {
            if (closed) return false;
            boolean merged = letter instanceof Letter.Heard heard
                    && letters.peekLast() instanceof Letter.Heard last
                    && last.merge(heard);
            if (!merged) letters.add(letter);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next letter. Only for the owner. */
    Letter take() throws InterruptedException {
        lock.lock();
        try {
            while (letters.isEmpty()) arrived.await();
            return letters.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Closes if nothing waits; false if something does. */
    boolean closeIfEmpty() {
        lock.lock();
        try {
            if (letters.isEmpty()) closed = true;
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Closes and gives back what nobody will read. */
    List<Letter> close() {
        lock.lock();
        try {
            closed = true;
            var unread = new ArrayList<>(letters);
            letters.clear();
            return unread;
        } finally {
            lock.unlock();
        }
    }
}
