package carillon.engine.spi;

import carillon.core.chat.Life;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryChatIndex implements ChatIndex {
    private static final Comparator<ChatCursor> LAST_ACTIVITY_FIRST = Comparator.comparing(ChatCursor::updatedAt)
            .thenComparing(cursor -> cursor.chat().value())
            .reversed();

    private final MemoryData data;

    MemoryChatIndex(MemoryData data) {
        this.data = data;
    }

    @Override
    public List<StoredChat> chats(WorldId world, Shelf shelf, Optional<ChatCursor> after, int limit) {
        Life wanted = switch (shelf) {
            case LIVE -> Life.LIVE;
            case TRASH -> Life.TRASHED;
        };
        synchronized (data) {
            return data.chats().values().stream()
                    .filter(chat -> !chat.purged()
                            && chat.state().life() == wanted
                            && chat.state().world().equals(Optional.of(world)))
                    .map(chat -> chat.stored(false))
                    .filter(chat -> after.isEmpty() || LAST_ACTIVITY_FIRST.compare(cursor(chat), after.get()) > 0)
                    .sorted(Comparator.comparing(MemoryChatIndex::cursor, LAST_ACTIVITY_FIRST))
                    .limit(Math.clamp(limit, 0, MAX_CHATS))
                    .toList();
        }
    }

    private static ChatCursor cursor(StoredChat chat) {
        return new ChatCursor(chat.updatedAt(), chat.chat());
    }

    @Override
    public Map<WorldId, Usage> usage() {
        synchronized (data) {
            return Map.copyOf(data.usage());
        }
    }

    @Override
    public List<ChatId> chatIds(WorldId world) {
        synchronized (data) {
            return data.chats().entrySet().stream()
                    .filter(each -> each.getValue().live()
                            && each.getValue().state().world().equals(Optional.of(world)))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public Optional<StoredMessage> message(ChatId chat, MessageId message) {
        synchronized (data) {
            return data.chat(chat).flatMap(found -> found.message(message));
        }
    }

    @Override
    public Optional<Picture> picture(ChatId chat, ImageId image) {
        synchronized (data) {
            return data.chat(chat).flatMap(found -> found.picture(image));
        }
    }

    @Override
    public List<StoredMessage> transcript(ChatId chat, long upTo, int limit) {
        synchronized (data) {
            return data.chat(chat)
                    .map(found -> found.transcript(upTo, Math.max(0, limit)))
                    .orElse(List.of());
        }
    }
}
