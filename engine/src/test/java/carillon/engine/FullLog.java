package carillon.engine;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.Epoch;
import carillon.engine.spi.Picture;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.TextKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A log on a disk that a test can fill and free, and that may have trouble with a chat. */
final class FullLog implements ChatLog {
    private final ChatLog log;
    private final Semaphore refusedTexts = new Semaphore(0);
    private final Semaphore refusedPictures = new Semaphore(0);
    private final Map<ChatId, Runnable> loading = new ConcurrentHashMap<>();
    private final AtomicInteger tried = new AtomicInteger();
    private volatile boolean full;

    FullLog(ChatLog log) {
        this.log = log;
    }

    void fill() {
        full = true;
    }

    void free() {
        full = false;
    }

    boolean awaitRefusedPicture() throws InterruptedException {
        return refusedPictures.tryAcquire(10, TimeUnit.SECONDS);
    }

    /** How often something was to be appended. */
    int tried() {
        return tried.get();
    }

    /** What happens, or is thrown, when that chat is loaded. */
    void whenLoading(ChatId chat, Runnable happens) {
        loading.put(chat, happens);
    }

    /** Waits until a piece of an open text was refused. */
    void awaitRefusedText() throws InterruptedException {
        refusedTexts.acquire();
    }

    @Override
    public Epoch epoch() {
        return log.epoch();
    }

    @Override
    public void append(Epoch epoch, List<Recorded> events, ChatState after) {
        tried.incrementAndGet();
        if (full) throw new StorageException(StorageException.Trouble.FULL, "the disk is full");
        log.append(epoch, events, after);
    }

    @Override
    public List<Recorded> read(ChatId chat, long after, int limit) {
        return log.read(chat, after, limit);
    }

    @Override
    public Optional<StoredChat> load(ChatId chat) {
        loading.getOrDefault(chat, () -> {}).run();
        return log.load(chat);
    }

    @Override
    public List<ChatId> unfinished() {
        return log.unfinished();
    }

    @Override
    public CompletionStage<Boolean> saveOpenText(
            ChatId chat, MessageId message, TextKind kind, int offset, String piece) {
        if (full) {
            refusedTexts.release();
            return CompletableFuture.completedFuture(false);
        }
        return log.saveOpenText(chat, message, kind, offset, piece);
    }

    @Override
    public void keepPicture(ChatId chat, Picture picture) {
        if (full) {
            refusedPictures.release();
            throw new StorageException(StorageException.Trouble.FULL, "the disk is full");
        }
        log.keepPicture(chat, picture);
    }

    @Override
    public long saveSeen(ChatId chat, long seq) {
        return log.saveSeen(chat, seq);
    }

    @Override
    public int purge(Instant deletedBefore) {
        return log.purge(deletedBefore);
    }
}
