package carillon.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What waits for one chat's owner, first come first served. It can be closed, and then refuses: the sender asks the
 * registry again. Streamed text merges while it waits, so a fast model fills no memory that its answer would not.
 */
final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean closed;
    private boolean busy = true;

    /** False if the mailbox is closed; the letter was not taken. */
    boolean offer(Letter letter) {
        lock.lock();
        try {
            if (closed) return false;
            boolean merged = letters.peekLast() instanceof Letter.Merging last && last.merge(letter);
            if (!merged) letters.add(letter);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next letter. Only for the owner, which is at work until it asks again. */
    Letter take() throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            while (busy || letters.isEmpty()) arrived.await();
            busy = true;
            return letters.remove();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something short in the owner's place, if the owner waits and no letter does: nothing else is at work in the chat
     * meanwhile, and what was done is seen by whoever is next.
     *
     * @return what the task says; false if it was not run
     */
    boolean inPlaceOfOwner(BooleanSupplier task) {
        lock.lock();
        try {
            if (closed || busy || !letters.isEmpty()) return false;
            busy = true;
        } finally {
            lock.unlock();
        }
        try {
            return task.getAsBoolean();
        } finally {
            lock.lock();
            try {
                busy = false;
                if (!letters.isEmpty()) arrived.signal();
            } finally {
                lock.unlock();
            }
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
