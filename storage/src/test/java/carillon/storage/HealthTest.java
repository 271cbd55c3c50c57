package carillon.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.engine.spi.RuledChat;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that refuses writes says so once, goes on reading, and says by itself when it is over. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HealthTest {
    private static final String BIG = "x".repeat(2_000_000);

    @TempDir
    private Path folder;

    private final BlockingQueue<Optional<Trouble>> told = new LinkedBlockingQueue<>();
    private SqliteStore store;
    private @Nullable Connection connection;
    private RuledChat chat;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        chat = new RuledChat(store.log(), "a").create();
        connection = store.writer().write(each -> each.handle().getConnection());
        store.health().listen(() -> told.add(store.health().trouble()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void pragma(String pragma) {
        try {
            Sqlite.execute(requireNonNull(connection), "PRAGMA " + pragma);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Trouble refused(Runnable write) {
        return catchThrowableOfType(StorageException.class, write::run).trouble();
    }

    private void stillReads() {
        assertThat(store.log().read(chat.id(), 0, 100)).isEqualTo(chat.events());
        assertThat(store.log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
    }

    @Test
    void aFullDiskIsSaidOnceAndItsEndToo() throws Exception {
        pragma("max_page_count = 1");

        assertThat(refused(() -> chat.send(BIG))).isEqualTo(Trouble.FULL);
        assertThat(told.take()).contains(Trouble.FULL);
        assertThat(refused(() -> chat.send(BIG))).isEqualTo(Trouble.FULL);
        stillReads();

        pragma("max_page_count = 4294967294");
        assertThat(told.take()).isEmpty();
        chat.send(BIG);
        stillReads();
    }

    @Test
    void whatOnlyOneCannotWriteIsNotEverybodysTrouble() {
        assertThat(refused(() -> store.writer().write(_ -> {
                    throw new SQLException("its own page", "", 11);
                })))
                .isEqualTo(Trouble.DAMAGED);
        chat.send("Hello");

        assertThat(store.health().trouble()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatMayNotBeWrittenIsSaidAndItsEndToo() throws Exception {
        pragma("query_only = ON");

        assertThat(refused(() -> chat.send("Hello"))).isEqualTo(Trouble.READ_ONLY);
        assertThat(told.take()).contains(Trouble.READ_ONLY);
        stillReads();
        pragma("query_only = OFF");

        assertThat(told.take()).isEmpty();
        chat.send("Hello");
    }

    @Test
    void aFileThatAnotherProgramLocksIsWaitedForOnceAndThenRefusedAtOnce() throws Exception {
        Connection other = Sqlite.toLookOrLock(folder.resolve("carillon.db"));
        Sqlite.execute(other, "BEGIN IMMEDIATE");

        assertThat(refused(() -> chat.send("Hello"))).isEqualTo(Trouble.LOCKED);
        assertThat(told.take()).contains(Trouble.LOCKED);
        for (int i = 0; i < 20; i++) {
            assertThat(refused(() -> chat.send("Hello"))).isEqualTo(Trouble.LOCKED);
        }
        stillReads();

        other.close();
        assertThat(told.take()).isEmpty();
        chat.send("Hello");
        stillReads();
    }

    @Test
    void lookingForRoomLeavesNothingBehind() throws Exception {
        pragma("query_only = ON");
        refused(() -> chat.send("Hello"));
        told.take();
        pragma("query_only = OFF");
        told.take();

        long left = store.writer()
                .write(connection -> connection
                        .handle()
                        .createQuery("SELECT count(*) FROM open_text")
                        .mapTo(Long.class)
                        .one());
        assertThat(left).isZero();
        chat.send("Hello");
        stillReads();
    }
}
