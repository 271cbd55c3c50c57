package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.engine.spi.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Who owns which chat: the one map that chats share. It holds owners, never anything of a chat. */
final class ChatRegistry {
    private static final Logger LOG = System.getLogger("carillon.engine");

    private final OwnerParts parts;
    private final Map<ChatId, ChatOwner> owners = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ChatRegistry(OwnerParts parts) {
        this.parts = parts;
    }

    Answer ask(ChatId chat, ChatCommand command) {
        var answer = new CompletableFuture<Answer>();
        deliver(chat, new Letter.Asked(command, answer));
        return await(answer);
    }

    Answer send(ChatId chat, Optional<MessageId> chosen, Sender sender, String text, SendMode mode) {
        var answer = new CompletableFuture<Answer>();
        MessageId message = chosen.orElseGet(parts.ids()::message);
        var send = new ChatCommand.Send(message, sender, text, mode, Optional.empty());
        deliver(chat, new Letter.Sent(send, chosen, answer));
        return await(answer);
    }

    Answer change(ChatId chat, HistoryChange change) {
        var answer = new CompletableFuture<Answer>();
        deliver(chat, new Letter.Changes(change, answer));
        return await(answer);
    }

    ChatView look(ChatId chat) {
        var view = new CompletableFuture<ChatView>();
        deliver(chat, new Letter.Look(view));
        return await(view);
    }

    Subscription subscribe(ChatId chat, long cursor, Runnable wake) {
        if (cursor < 0) throw new IllegalArgumentException("A cursor is 0 or a seq, not " + cursor);
        var letIn = new CompletableFuture<Subscription>();
        var reader = new Subscription(chat, cursor, parts.log(), wake, this::unsubscribe);
        deliver(chat, new Letter.Subscribe(reader, letIn));
        return await(letIn);
    }

    private void unsubscribe(Subscription reader) {
        ChatOwner owner = owners.get(reader.chat());
        if (owner != null) owner.offer(new Letter.Unsubscribe(reader));
    }

    /**
     * Stops what runs in the chats that are awake, all or those of one world; a chat without an owner runs nothing. All are
     * asked before the first is waited for.
     *
     * @return how many turns were stopped
     */
    int stopAll(Optional<WorldId> in, QueueAfterStop queue) {
        if (closed) throw new EngineClosedException();
        var answers = new LinkedHashMap<ChatId, CompletableFuture<Answer>>();
        for (ChatOwner owner : owners.values()) {
            var answer = new CompletableFuture<Answer>();
            if (owner.offer(new Letter.StopAll(in, queue, answer))) answers.put(owner.chat(), answer);
        }
        int stopped = 0;
        var refused = new ArrayList<StorageException>();
        for (Map.Entry<ChatId, CompletableFuture<Answer>> each : answers.entrySet()) {
            try {
                if (await(each.getValue()) instanceof Answer.Stopped) stopped++;
            } catch (StorageException unsaved) {
                if (unsaved.trouble() != StorageException.Trouble.DAMAGED) refused.add(unsaved);
                else LOG.log(Level.WARNING, "chat=" + each.getKey() + " is damaged, so nothing of it runs", unsaved);
            } catch (RuntimeException gone) {
                LOG.log(Level.WARNING, "chat=" + each.getKey() + " ended its owner before it could be stopped", gone);
            }
        }
        if (!refused.isEmpty()) throw refused.getFirst();
        return stopped;
    }

    /** Has it done as soon as it can be stored; does not wait. */
    void tell(ChatId chat, ChatCommand command) {
        deliver(chat, new Letter.Told(command));
    }

    void wake(ChatId chat) {
        deliver(chat, new Letter.Wake());
    }

    /** Tells the chat's owner how far a person has read; false when it has none. */
    boolean seen(ChatId chat, long seq) {
        ChatOwner owner = owners.get(chat);
        return owner != null && owner.offer(new Letter.Seen(seq));
    }

    Diagnostics diagnostics() {
        Counts counts = parts.counts();
        long calls = counts.callsStarted().sum() - counts.callsEnded().sum();
        return new Diagnostics(
                owners.size(),
                (int) Math.max(0, calls),
                counts.droppedResults().sum(),
                counts.faults().sum());
    }

    private void deliver(ChatId chat, Letter letter) {
        while (true) {
            if (closed) throw new EngineClosedException();
            ChatOwner fresh = null;
            ChatOwner owner = owners.get(chat);
            if (owner == null) {
                fresh = new ChatOwner(chat, parts, this::forget);
                owner = owners.putIfAbsent(chat, fresh);
                if (owner == null) {
                    owner = fresh;
                    owner.start();
                }
            }
            if (owner.offer(letter)) return;
            owners.remove(chat, owner);
        }
    }

    private void forget(ChatOwner owner) {
        owners.remove(owner.chat(), owner);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException expected) throw expected;
            throw failed;
        }
    }

    void close() {
        closed = true;
        List<ChatOwner> all = List.copyOf(owners.values());
        for (ChatOwner owner : all) owner.offer(new Letter.Close());
        long deadline = System.nanoTime() + parts.settings().closeWithin().toNanos();
        try {
            for (ChatOwner owner : all) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (!owner.awaitEnd(left)) LOG.log(Level.WARNING, "chat={0} did not end in time", owner.chat());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
