package carillon.server;

import carillon.core.id.ChatId;
import carillon.engine.spi.WorkspaceCopies;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Copies that hold one change each until they are merged. */
final class FakeCopies implements WorkspaceCopies {
    private final Set<ChatId> changed = ConcurrentHashMap.newKeySet();
    volatile boolean refuses;

    @Override
    public Path folder(ChatId chat) {
        return Path.of("/copies", chat.value());
    }

    @Override
    public void create(ChatId chat, Path workspace) throws CopyException {
        if (refuses) throw new CopyException("The workspace is no repository.");
        changed.add(chat);
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
    public void remove(ChatId chat, Path workspace) {
        changed.remove(chat);
    }
}
