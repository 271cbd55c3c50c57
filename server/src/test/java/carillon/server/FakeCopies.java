package carillon.server;

import carillon.core.id.ChatId;
import carillon.engine.spi.WorkspaceCopies;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Copies that hold one change each until they are merged. */
final class FakeCopies implements WorkspaceCopies {
    private final Set<ChatId> there = ConcurrentHashMap.newKeySet();
    private final Set<ChatId> changed = ConcurrentHashMap.newKeySet();
    final AtomicInteger created = new AtomicInteger();
    volatile boolean refuses;
    volatile CountDownLatch creating = new CountDownLatch(0);

    @Override
    public Path folder(ChatId chat) {
        return Path.of("/copies", chat.value());
    }

    @Override
    public void create(ChatId chat, Path workspace) throws CopyException, InterruptedException {
        if (refuses) throw new CopyException("The workspace is no repository.");
        if (!there.add(chat)) throw new CopyException("There is a copy already.");
        changed.add(chat);
        created.incrementAndGet();
        creating.await();
    }

    @Override
    public String changes(ChatId chat) {
        return changed.contains(chat) ? "+changed" : "";
    }

    @Override
    public Merge merge(ChatId chat, Path workspace) {
        return changed.remove(chat) ? new Merge.Done() : new Merge.NoChanges();
    }

    @Override
    public void remove(ChatId chat) {
        there.remove(chat);
        changed.remove(chat);
    }

    @Override
    public Set<ChatId> chats() {
        return Set.copyOf(there);
    }
}
