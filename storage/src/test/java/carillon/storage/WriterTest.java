package carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.TitleSource;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.engine.spi.RuledChat;
import carillon.engine.spi.StaleOwnerException;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.TextKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits that chats share. */
@Timeout(60)
final class WriterTest {
    private static final String BIG = "x".repeat(2_000_000);

    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Holds the writer within a transaction until the gate opens, so that what is handed over next comes in one batch. */
    private CountDownLatch holdWriter() throws InterruptedException {
        var held = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var _ = store.writer().writeLater(_ -> {
            held.countDown();
            return awaits(gate);
        });
        held.await();
        return gate;
    }

    private static boolean awaits(CountDownLatch gate) {
        try {
            gate.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<?> creation(String chat) {
        return store.writer().writeLater(append(chat, 1, new Fact.ChatCreated(new WorldId("home"), Optional.empty())));
    }

    private Writer.Work<Boolean> append(String chat, long seq, Fact fact) {
        var append = encoded(chat, seq, fact);
        return connection -> {
            connection.appends().append(append);
            return true;
        };
    }

    private EncodedAppend encoded(String chat, long seq, Fact fact) {
        ChatState created = ChatState.EMPTY.after(new Fact.ChatCreated(new WorldId("home"), Optional.empty()));
        ChatState after = created;
        while (after.seq() < seq) after = after.after(new Fact.TitleChanged("Title", TitleSource.HAND));
        var event = new Recorded(new ChatId(chat), seq, RuledChat.START, fact);
        return new EncodedAppend(store.log().epoch(), List.of(event), after, new Json());
    }

    private boolean isStored(String chat) {
        return store.log().load(new ChatId(chat)).isPresent();
    }

    @Test
    void eachCommitIsSynced() {
        String[] wanted = {"journal_mode = wal", "synchronous = 2", "fullfsync = 1", "checkpoint_fullfsync = 1"};
        String[] found = store.writer()
                .write(connection -> Stream.of(wanted)
                        .map(each -> each.substring(0, each.indexOf(' ')))
                        .map(name -> name + " = "
                                + connection
                                        .handle()
                                        .createQuery("PRAGMA " + name)
                                        .mapTo(String.class)
                                        .one())
                        .toArray(String[]::new));

        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void ofFiftyChatsThatCommitTogetherOnlyTheStaleOneIsRefused() throws Exception {
        CountDownLatch gate = holdWriter();
        var appends = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 50; i++) {
            Fact renamed = new Fact.TitleChanged("Stale", TitleSource.HAND);
            appends.add(i == 25 ? store.writer().writeLater(append("chat" + i, 7, renamed)) : creation("chat" + i));
        }
        gate.countDown();

        for (int i = 0; i < 50; i++) {
            if (i == 25) assertThatThrownBy(appends.get(i)::join).hasCauseInstanceOf(StaleOwnerException.class);
            else appends.get(i).join();
            assertThat(isStored("chat" + i)).isEqualTo(i != 25);
        }
        assertThat(store.log().read(new ChatId("chat25"), 0, 10)).isEmpty();
    }

    @Test
    void fiftyOwnersAtOnceAllKeepTheirOrder() throws Exception {
        var chats = new ArrayList<RuledChat>();
        var owners = new ArrayList<Thread>();
        var gate = new CountDownLatch(1);
        for (int i = 0; i < 50; i++) {
            var chat = new RuledChat(store.log(), "chat" + i);
            chats.add(chat);
            owners.add(Thread.ofVirtual().start(() -> {
                awaits(gate);
                chat.create();
                for (int n = 0; n < 5; n++) {
                    chat.send("Hello");
                    chat.answer("Hi!");
                }
            }));
        }
        gate.countDown();
        for (Thread owner : owners) owner.join();

        for (RuledChat chat : chats) {
            assertThat(chat.events().size()).isGreaterThan(40);
            assertThat(store.log().read(chat.id(), 0, 1_000)).isEqualTo(chat.events());
            assertThat(store.log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
        }
    }

    @Test
    void oneMemberOfABatchThatFailsDoesNotFailTheRest() throws Exception {
        CountDownLatch gate = holdWriter();
        CompletableFuture<?> before = creation("before");
        CompletableFuture<?> broken = store.writer().writeLater(connection -> {
            connection.appends().append(encoded("half", 1, new Fact.ChatCreated(new WorldId("w"), Optional.empty())));
            throw new SQLException("broken", "", 1);
        });
        CompletableFuture<?> bug = store.writer().writeLater(connection -> {
            connection.appends().append(encoded("bug", 1, new Fact.ChatCreated(new WorldId("w"), Optional.empty())));
            throw new IllegalStateException("a bug");
        });
        CompletableFuture<?> after = creation("after");
        gate.countDown();

        before.join();
        after.join();
        assertThatThrownBy(broken::join).hasCauseInstanceOf(StorageException.class);
        assertThatThrownBy(bug::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(List.of("before", "half", "bug", "after").stream()
                        .filter(this::isStored)
                        .toList())
                .containsExactly("before", "after");
    }

    @Test
    void nobodyIsToldBeforeTheCommit() throws Exception {
        CountDownLatch gate = holdWriter();
        CompletableFuture<?> first = creation("first");
        CompletableFuture<?> stale =
                store.writer().writeLater(append("stale", 9, new Fact.TitleChanged("Stale", TitleSource.HAND)));
        var inSameCommit = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        CompletableFuture<?> second = store.writer().writeLater(_ -> {
            inSameCommit.countDown();
            return awaits(goOn);
        });
        gate.countDown();
        inSameCommit.await();

        assertThat(first).isNotDone();
        assertThat(stale).isNotDone();
        assertThat(isStored("first")).isFalse();
        goOn.countDown();
        second.join();
        first.join();
        assertThat(isStored("first")).isTrue();
    }

    @Test
    void aCommitIsShared() throws Exception {
        CountDownLatch gate = holdWriter();
        var first = new AtomicInteger();
        var seen = new ArrayList<Integer>();
        var all = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 20; i++) {
            all.add(creation("chat" + i));
            all.add(store.writer()
                    .writeLater(connection -> seen.add(connection
                            .handle()
                            .createQuery("SELECT count(*) FROM chat")
                            .mapTo(Integer.class)
                            .one())));
        }
        all.add(store.writer().writeLater(_ -> {
            for (int i = 0; i < 20; i++) if (isStored("chat" + i)) first.incrementAndGet();
            return true;
        }));
        gate.countDown();
        for (CompletableFuture<?> each : all) each.join();

        assertThat(seen).hasSize(20).last().isEqualTo(20);
        assertThat(first)
                .as("committed before the last of the batch was written")
                .hasValue(0);
    }

    @Test
    void whenTheDiskIsFullAppendsFailAndItGoesOnOnceThereIsSpace() throws Exception {
        RuledChat small = new RuledChat(store.log(), "small").create();
        RuledChat big = new RuledChat(store.log(), "big").create();
        limitPages("1");
        List<Recorded> before = big.events();

        StorageException full = catchThrowableOfType(StorageException.class, () -> big.send(BIG));

        assertThat(full.trouble()).isEqualTo(Trouble.FULL);
        assertThat(full).hasMessageContaining("disk is full").hasMessageNotContaining("xxx");
        assertThat(store.log().read(big.id(), 0, 10)).isEqualTo(before);
        assertThat(catchThrowableOfType(StorageException.class, () -> big.send(BIG))
                        .trouble())
                .isEqualTo(Trouble.FULL);
        assertThat(store.log().load(small.id()).orElseThrow().state()).isEqualTo(small.state());
        limitPages("max");
        var again = big.send(BIG);
        assertThat(store.index()
                        .message(big.id(), again)
                        .orElseThrow()
                        .message()
                        .text())
                .isEqualTo(BIG);
        assertThat(store.log().read(big.id(), 0, 10)).isEqualTo(big.events());
    }

    @Test
    void oneThatDoesNotFitTheDiskDoesNotFailItsNeighbours() throws Exception {
        creation("big").join();
        limitPages("1");
        CountDownLatch gate = holdWriter();
        CompletableFuture<?> before = creation("before");
        CompletableFuture<?> big =
                store.writer().writeLater(append("big", 2, new Fact.NoticePosted(new MessageId("n"), BIG)));
        CompletableFuture<?> after = creation("after");
        CompletableFuture<Boolean> text = store.log()
                .saveOpenText(new ChatId("big"), new MessageId("m"), TextKind.TEXT, 0, BIG)
                .toCompletableFuture();
        gate.countDown();

        before.join();
        after.join();
        assertThatThrownBy(big::join).hasCauseInstanceOf(StorageException.class);
        assertThat(isStored("before") && isStored("after")).isTrue();
        creation("later").join();
        assertThat(text).isCompletedWithValue(false);
    }

    /** Makes the file unable to grow past what it has, as a full disk would. */
    private void limitPages(String limit) {
        long most = limit.equals("max") ? 4_294_967_294L : Long.parseLong(limit);
        store.writer()
                .write(connection -> connection
                        .handle()
                        .createQuery("PRAGMA max_page_count = " + most)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void aReadOnlyFileIsToldApart() {
        RuledChat chat = new RuledChat(store.log(), "a").create();
        store.writer().write(connection -> connection.handle().execute("PRAGMA query_only = ON"));

        StorageException refused = catchThrowableOfType(StorageException.class, () -> chat.send("Hello"));
        assertThat(refused.trouble()).isEqualTo(Trouble.READ_ONLY);
    }

    @Test
    void aConnectionThatBreaksIsReplaced() {
        RuledChat chat = new RuledChat(store.log(), "a").create();
        var broken = store.writer().writeLater(connection -> {
            connection.close();
            return true;
        });

        assertThatThrownBy(broken::join).hasCauseInstanceOf(StorageException.class);
        chat.send("Hello");
        assertThat(store.log().read(chat.id(), 0, 10)).isEqualTo(chat.events());
    }

    @Test
    void anErrorDoesNotEndTheWriter() {
        var broken = store.writer().writeLater(_ -> {
            throw new AssertionError("out of something");
        });

        assertThatThrownBy(broken::join).hasCauseInstanceOf(IllegalStateException.class);
        creation("a").join();
        assertThat(isStored("a")).isTrue();
    }

    @Test
    void closingSavesWhatWasHandedOver() throws Exception {
        CountDownLatch gate = holdWriter();
        CompletableFuture<?> handedOver = creation("a");
        Thread closing = Thread.ofPlatform().start(store::close);
        gate.countDown();
        closing.join();

        handedOver.join();
        assertThat(creation("late")).isCompletedExceptionally();
        store = SqliteStore.open(folder);
        assertThat(isStored("a")).isTrue();
        assertThat(isStored("late")).isFalse();
    }

    @Test
    void theLogIsMovedIntoTheFileWhileReadersRead() {
        RuledChat chat = new RuledChat(store.log(), "a").create();
        for (int i = 0; i < 20; i++) {
            chat.append(new Fact.NoticePosted(new MessageId("n" + i), BIG));
            assertThat(store.log().read(chat.id(), chat.state().seq() - 1, 10)).hasSize(1);
        }

        assertThat(folder.resolve("carillon.db-wal").toFile().length()).isBetween(1L, 20_000_000L);
    }

    @Test
    void nothingOfSqliteRunsOnAVirtualThread() throws Exception {
        var names = new ArrayList<String>();
        Thread.ofVirtual()
                .start(() -> {
                    names.add(store.writer().write(_ -> Thread.currentThread().getName()));
                    store.log().load(new ChatId("a"));
                })
                .join();
        try (var readers = new Readers(folder.resolve("carillon.db"))) {
            names.add(readers.read(_ ->
                    Thread.currentThread().getName() + Thread.currentThread().isVirtual()));
        }

        assertThat(names).containsExactly("store-writer", "store-reader-1false");
    }

    @Test
    void aReaderCannotWrite() {
        try (var readers = new Readers(folder.resolve("carillon.db"))) {
            StorageException refused = catchThrowableOfType(
                    StorageException.class, () -> readers.read(handle -> handle.execute("DELETE FROM chat")));
            assertThat(refused.trouble()).isEqualTo(Trouble.READ_ONLY);
        }
    }

    private Writer writerThatHoldsBack(Duration heldBack) throws SQLException {
        store.close();
        Path file = folder.resolve("carillon.db");
        return new Writer(file, WriteConnection.open(file), heldBack);
    }

    @Test
    void whatNobodyWaitsForGoesWithWhatIsWaitedFor() throws SQLException {
        Writer writer = writerThatHoldsBack(Duration.ofDays(1));
        try {
            var later = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < 200; i++) later.add(writer.writeLater(_ -> true));

            CompletableFuture<Long> gone = CompletableFuture.supplyAsync(() -> writer.write(
                    _ -> later.stream().filter(CompletableFuture::isDone).count()));

            assertThat(gone).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(0L);
            assertThat(later).allMatch(CompletableFuture::isDone);
        } finally {
            writer.end();
        }
    }

    @Test
    void whatNobodyWaitsForIsHeldBackForAWhileOnly() throws SQLException {
        Writer writer = writerThatHoldsBack(Duration.ofMillis(1));
        try {
            assertThat(writer.writeLater(_ -> "alone").join()).isEqualTo("alone");
        } finally {
            writer.end();
        }
    }

    @Test
    void whatIsHeldBackIsWrittenAtTheEnd() throws SQLException {
        Writer writer = writerThatHoldsBack(Duration.ofDays(1));
        CompletableFuture<?> later = writer.writeLater(_ -> "late");

        assertThat(writer.end()).isTrue();

        assertThat(later.join()).isEqualTo("late");
    }
}
