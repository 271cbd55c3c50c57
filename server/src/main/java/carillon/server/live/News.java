package carillon.server.live;

import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.engine.ChatSummary;
import carillon.engine.SummaryFeed;
import carillon.engine.WorldNews;
import carillon.engine.spi.StoreHealth;
import carillon.server.json.ChatJson;
import carillon.server.json.JsonOut;
import carillon.server.json.StoreJson;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What changed in the list of chats and worlds, or about the store, and has not been written to one window. Only the newest of each chat is
 * kept, so a slow window costs no more than a list of chats.
 */
final class News implements SummaryFeed.Listener {
    private static final int MAX_A_TURN = 64;

    private final Map<ChatId, ChatSummary> chats = new ConcurrentHashMap<>();
    private final Map<WorldId, WorldNews> worlds = new ConcurrentHashMap<>();
    private final StoreHealth health;
    private final Runnable signal;

    /** Every window is told once how the store is. */
    private volatile boolean storeDue = true;

    News(StoreHealth health, Runnable signal) {
        this.health = health;
        this.signal = signal;
    }

    @Override
    public void chatChanged(ChatSummary summary) {
        chats.merge(summary.chat(), summary, (a, b) -> a.version() > b.version() ? a : b);
        signal.run();
    }

    @Override
    public void worldChanged(WorldNews news) {
        worlds.merge(news.world(), news, (a, b) -> a.version() > b.version() ? a : b);
        signal.run();
    }

    void storeChanged() {
        storeDue = true;
        signal.run();
    }

    boolean isQuiet() {
        return !storeDue && chats.isEmpty() && worlds.isEmpty();
    }

    /** Writes some of it. */
    void write(FrameWriter frames) throws IOException {
        if (storeDue) {
            storeDue = false;
            writeStore(frames);
        }
        Iterator<ChatId> changedChats = chats.keySet().iterator();
        for (int i = 0; i < MAX_A_TURN && changedChats.hasNext(); i++) {
            ChatSummary summary = chats.remove(changedChats.next());
            if (summary != null) write(frames, summary);
        }
        Iterator<WorldId> changedWorlds = worlds.keySet().iterator();
        while (changedWorlds.hasNext()) {
            WorldNews changed = worlds.remove(changedWorlds.next());
            if (changed != null) write(frames, changed);
        }
    }

    private void writeStore(FrameWriter frames) throws IOException {
        JsonOut out = frames.text().begin().key("store");
        StoreJson.write(out, health.trouble());
        out.end();
        frames.endText();
    }

    private static void write(FrameWriter frames, ChatSummary summary) throws IOException {
        JsonOut out = frames.text().begin().key("summary");
        ChatJson.summary(out, summary);
        out.end();
        frames.endText();
    }

    private static void write(FrameWriter frames, WorldNews changed) throws IOException {
        JsonOut out = frames.text().begin().key("world").begin();
        out.word("id", changed.world().value()).field("version", changed.version());
        if (changed.deleted()) out.field("deleted", true);
        out.end().end();
        frames.endText();
    }
}
