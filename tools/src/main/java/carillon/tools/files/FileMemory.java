package carillon.tools.files;

import carillon.core.id.ChatId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What each chat has seen of files, and which chat wrote a file last, so that no chat writes over what it has not seen.
 * Two chats meet here only when they write the same file at the same moment. Safe for many threads.
 */
final class FileMemory {
    private static final int MOST_FILES_A_CHAT = 1_000;
    private static final int MOST_AUTHORS = 5_000;

    private final ConcurrentMap<ChatId, Map<Path, String>> seen = new ConcurrentHashMap<>();
    private final Map<Path, Author> authors = bounded(MOST_AUTHORS);
    private final ConcurrentMap<Path, Turnstile> writing = new ConcurrentHashMap<>();

    private record Author(ChatId chat, String title, String digest) {}

    private record Turnstile(ReentrantLock lock, int waiting) {}

    /** What is done while no other chat writes this file. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    void saw(ChatId chat, Path file, String digest) {
        seen.computeIfAbsent(chat, _ -> bounded(MOST_FILES_A_CHAT)).put(file, digest);
    }

    /** The digest of the file's content as this chat last saw it. */
    Optional<String> lastSeen(ChatId chat, Path file) {
        return Optional.ofNullable(seen.getOrDefault(chat, Map.of()).get(file));
    }

    void wrote(ChatId chat, String title, Path file, String digest) {
        saw(chat, file, digest);
        authors.put(file, new Author(chat, title, digest));
    }

    /** The title of the other chat that wrote this content. */
    Optional<String> otherAuthor(ChatId chat, Path file, String digest) {
        return Optional.ofNullable(authors.get(file))
                .filter(author -> !author.chat().equals(chat) && author.digest().equals(digest))
                .map(Author::title);
    }

    /** Works while no other chat writes this file. */
    <T> T alone(Path file, Work<T> work) throws IOException, InterruptedException {
        Turnstile turnstile = writing.compute(
                file,
                (_, known) -> known == null
                        ? new Turnstile(new ReentrantLock(), 1)
                        : new Turnstile(known.lock(), known.waiting() + 1));
        try {
            turnstile.lock().lockInterruptibly();
            try {
                return work.run();
            } finally {
                turnstile.lock().unlock();
            }
        } finally {
            writing.computeIfPresent(
                    file, (_, known) -> known.waiting() == 1 ? null : new Turnstile(known.lock(), known.waiting() - 1));
        }
    }

    /** Forgets what a chat has seen; it must read a file again before it changes it. */
    void forget(ChatId chat) {
        seen.remove(chat);
    }

    private static <V> Map<Path, V> bounded(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, V> eldest) {
                return size() > most;
            }
        });
    }
}
