package carillon.server.live;

import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The chats that one window watches, and which of them are ready to be served, each at most once in the line. */
final class Watches {
    private final Map<ChatId, Watch> watches = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Watch> line = new ConcurrentLinkedQueue<>();
    private final ChatEngine engine;
    private final FrameWriter frames;
    private final LiveCounts counts;
    private final int most;
    private final Runnable signal;

    Watches(ChatEngine engine, FrameWriter frames, LiveCounts counts, int most, Runnable signal) {
        this.engine = engine;
        this.frames = frames;
        this.counts = counts;
        this.most = most;
        this.signal = signal;
    }

    /** Begins to watch a chat, in place of an earlier watch of it; false when there are too many. */
    boolean add(ChatId chat, Optional<String> id, long cursor) {
        if (watches.size() >= most && !watches.containsKey(chat)) return false;
        var watch = new Watch(chat, id, cursor, frames, counts, this::lineUp);
        Watch before = watches.put(chat, watch);
        if (before != null) before.close();
        watch.open(engine);
        return true;
    }

    void remove(ChatId chat) {
        Watch watch = watches.remove(chat);
        if (watch != null) watch.close();
    }

    private void lineUp(Watch watch) {
        line.add(watch);
        signal.run();
    }

    /** The watch whose turn it is to be served. */
    @Nullable
    Watch next() {
        return line.poll();
    }

    boolean isQuiet() {
        return line.isEmpty();
    }

    /** Drops a watch that was refused. */
    void forget(Watch watch) {
        if (watches.remove(watch.chat(), watch)) watch.close();
    }

    void closeAll() {
        for (Watch watch : watches.values()) watch.close();
        watches.clear();
    }
}
