package carillon.engine;

import carillon.core.id.ChatId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The newest summary of every chat that has an owner, and who wants to hear of changes. Safe for many threads. */
public final class SummaryFeed {
    private static final int VERSIONS_A_MILLISECOND = 1_000;

    private final Map<ChatId, ChatSummary> live = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong version;

    SummaryFeed(InstantSource clock) {
        version = new AtomicLong(clock.millis() * VERSIONS_A_MILLISECOND);
    }

    /** Hears of changes on the threads that make them, so it must return at once. */
    public interface Listener {
        void chatChanged(ChatSummary summary);

        void worldChanged(WorldNews news);
    }

    /** Starts listening; the answer ends it. */
    public Runnable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whatever was published up to this version is in the store by now. */
    long version() {
        synchronized (live) {
            return version.get();
        }
    }

    Optional<ChatSummary> live(ChatId chat) {
        return Optional.ofNullable(live.get(chat));
    }

    long nextVersion() {
        return version.incrementAndGet();
    }

    /** Gives a summary its version and shows it; a version that was read is never that of a summary still to come. */
    ChatSummary publish(ChatSummary unnumbered) {
        ChatSummary summary;
        synchronized (live) {
            summary = unnumbered.at(nextVersion());
            live.put(summary.chat(), summary);
        }
        pass(summary);
        return summary;
    }

    /** Tells of a chat that has no owner. */
    void pass(ChatSummary summary) {
        for (Listener listener : listeners) listener.chatChanged(summary);
    }

    void publish(WorldNews news) {
        for (Listener listener : listeners) listener.worldChanged(news);
    }

    /** Forgets the last summary of an owner that ends, unless another owner has published since. */
    void forget(ChatSummary last) {
        live.remove(last.chat(), last);
    }
}
