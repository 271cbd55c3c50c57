package carillon.engine.spi;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.tool.ToolImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

final class MemoryChatLog implements ChatLog {
    private final MemoryData data;
    private final Epoch epoch;

    MemoryChatLog(MemoryData data, Epoch epoch) {
        this.data = data;
        this.epoch = epoch;
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public void append(Epoch writer, List<Recorded> events, ChatState after) {
        if (events.isEmpty()) throw new IllegalArgumentException("There is nothing to append");
        ChatId chat = events.getFirst().chat();
        long first = events.getFirst().seq();
        for (int i = 0; i < events.size(); i++) {
            Recorded event = events.get(i);
            if (!event.chat().equals(chat) || event.seq() != first + i) {
                throw new IllegalArgumentException("One append is for one chat without gaps, not " + event.chat()
                        + " seq " + event.seq() + " after " + chat + " seq " + (first + i - 1));
            }
        }
        if (after.seq() != events.getLast().seq() || after.world().isEmpty()) {
            throw new IllegalArgumentException("The state after seq "
                    + events.getLast().seq() + " of chat " + chat + " cannot be one at seq " + after.seq());
        }
        synchronized (data) {
            MemoryChat known = data.chats().get(chat);
            MemoryChat target = known != null
                    ? known
                    : new MemoryChat(chat, events.getFirst().at());
            if (!target.takes(writer, first)) throw new StaleOwnerException(chat, first - 1);
            if (target.repeatsMessage(events)) {
                throw new StorageException(
                        StorageException.Trouble.OTHER, "Chat " + chat + " has a message with this id already");
            }
            target.add(writer, events, after);
            copyPictures(events, target);
            for (Recorded event : events) {
                if (event.fact() instanceof Fact.CallOver call) {
                    data.usage().merge(after.world().get(), call.usage(), Usage::plus);
                }
            }
            data.chats().put(chat, target);
        }
    }

    private void copyPictures(List<Recorded> events, MemoryChat target) {
        Optional<MemoryChat> from = events.stream()
                .map(Recorded::fact)
                .flatMap(fact -> fact instanceof Fact.ChatBranched(var chat, var _) ? Stream.of(chat) : Stream.empty())
                .findFirst()
                .flatMap(data::chat);
        if (from.isEmpty()) return;
        for (Recorded event : events) {
            if (!(event.fact() instanceof Fact.MessagePosted(var message))) continue;
            for (ToolImage image : message.images())
                from.get().picture(image.id()).ifPresent(target::keep);
        }
    }

    @Override
    public List<Recorded> read(ChatId chat, long after, int limit) {
        synchronized (data) {
            return data.chat(chat)
                    .map(found -> found.read(after, Math.clamp(limit, 0, MAX_READ)))
                    .orElse(List.of());
        }
    }

    @Override
    public Optional<StoredChat> load(ChatId chat) {
        synchronized (data) {
            return data.chat(chat).map(found -> found.stored(true));
        }
    }

    @Override
    public List<ChatId> unfinished() {
        synchronized (data) {
            return data.chats().entrySet().stream()
                    .filter(each -> each.getValue().unfinished())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public CompletionStage<Boolean> saveOpenText(
            ChatId chat, MessageId message, TextKind kind, int offset, String piece) {
        synchronized (data) {
            boolean saved = data.chat(chat)
                    .map(found -> found.saveOpenText(message, kind, offset, piece))
                    .orElse(false);
            return CompletableFuture.completedFuture(saved);
        }
    }

    @Override
    public void keepPicture(ChatId chat, Picture picture) {
        synchronized (data) {
            data.chat(chat).ifPresent(found -> found.keep(picture));
        }
    }

    @Override
    public long saveSeen(ChatId chat, long seq) {
        synchronized (data) {
            return data.chat(chat).map(found -> found.saveSeen(seq)).orElse(0L);
        }
    }

    @Override
    public int purge(Instant deletedBefore) {
        synchronized (data) {
            return (int) data.chats().values().stream()
                    .filter(chat -> chat.purge(deletedBefore))
                    .count();
        }
    }
}
