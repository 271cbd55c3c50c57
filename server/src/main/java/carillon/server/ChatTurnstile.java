package carillon.server;

import carillon.core.id.ChatId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one thread at a time do something for a chat; nobody waits for another chat. */
final class ChatTurnstile {
    private final ConcurrentHashMap<ChatId, Gate> gates = new ConcurrentHashMap<>();

    interface Work<T, E extends Exception> {
        T run() throws InterruptedException, E;
    }

    /** @param users those inside and in front of it */
    private record Gate(ReentrantLock lock, int users) {
        Gate with(int more) {
            return new Gate(lock, users + more);
        }
    }

    <T, E extends Exception> T alone(ChatId chat, Work<T, E> work) throws InterruptedException, E {
        ReentrantLock lock = gates.compute(chat, (_, gate) -> come(gate)).lock;
        try {
            lock.lockInterruptibly();
            try {
                return work.run();
            } finally {
                lock.unlock();
            }
        } finally {
            gates.computeIfPresent(chat, (_, gate) -> gate.users == 1 ? null : gate.with(-1));
        }
    }

    private static Gate come(@Nullable Gate gate) {
        return gate == null ? new Gate(new ReentrantLock(), 1) : gate.with(1);
    }
}
