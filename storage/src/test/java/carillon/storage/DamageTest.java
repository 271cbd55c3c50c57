package carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Fact;
import carillon.core.chat.Said;
import carillon.core.chat.StatusKind;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.engine.spi.Painted;
import carillon.engine.spi.RuledChat;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.TextKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A changed byte is noticed, named, and no other chat's trouble. */
@Timeout(60)
final class DamageTest {
    @TempDir
    private Path folder;

    private SqliteStore store;
    private RuledChat hurt;
    private RuledChat well;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        hurt = new RuledChat(store.log(), "hurt").create();
        hurt.send("secret of hurt");
        well = new RuledChat(store.log(), "well").create();
        well.send("secret of well");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private int sql(String sql) {
        return store.writer().write(connection -> connection.handle().execute(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET body = replace(body, 'secret', 'public') WHERE chat_id = 'hurt' AND seq = 2",
                "UPDATE event SET at = at + 1 WHERE chat_id = 'hurt' AND seq = 2",
                "UPDATE event SET kind = 'notice-posted' WHERE chat_id = 'hurt' AND seq = 2",
                "UPDATE event SET checksum = checksum + 1 WHERE chat_id = 'hurt' AND seq = 2",
                "UPDATE event SET body = '' WHERE chat_id = 'hurt' AND seq = 2",
                "DELETE FROM event WHERE chat_id = 'hurt' AND seq = 2",
                """
                UPDATE event SET (at, body, checksum) =
                    (SELECT at, body, checksum FROM event WHERE chat_id = 'well' AND seq = 2)
                WHERE chat_id = 'hurt' AND seq = 2"""
            })
    void aDamagedFactIsNamedAndNeverShown(String damage) {
        assertThat(sql(damage)).isEqualTo(1);

        for (Runnable read : List.<Runnable>of(
                () -> store.log().read(hurt.id(), 0, 100),
                () -> store.log().read(hurt.id(), 1, 1),
                () -> store.index().message(hurt.id(), new MessageId("m1")),
                () -> store.index().transcript(hurt.id(), 100, 100))) {
            StorageException damaged = catchThrowableOfType(StorageException.class, read::run);
            assertThat(damaged.trouble()).isEqualTo(Trouble.DAMAGED);
            assertThat(damaged).hasMessageContaining("Fact 2 of chat hurt").hasMessageNotContaining("secret");
        }
        assertThat(store.log().read(hurt.id(), 2, 100))
                .isEqualTo(hurt.events().subList(2, hurt.events().size()));
        assertThat(store.log().read(well.id(), 0, 100)).isEqualTo(well.events());
        assertThat(store.index().transcript(well.id(), 100, 100)).hasSize(1);
        hurt.answer("It goes on all the same");
    }

    @Test
    void aDamagedPlaceInTheTranscriptIsNamed() {
        sql("UPDATE event SET body = '{}' WHERE chat_id = 'hurt' AND seq = 3");

        StorageException damaged =
                catchThrowableOfType(StorageException.class, () -> store.index().transcript(hurt.id(), 100, 100));

        assertThat(damaged).hasMessageContaining("Fact 3 of chat hurt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE chat SET state = replace(state, 'secret', 'public') WHERE chat_id = 'hurt'",
                "UPDATE chat SET state = '' WHERE chat_id = 'hurt'",
                "UPDATE chat SET state_format = 99, state = 'from the future' WHERE chat_id = 'hurt'",
                """
                UPDATE chat SET (state, state_checksum) =
                    (SELECT state, state_checksum FROM chat WHERE chat_id = 'well') WHERE chat_id = 'hurt'"""
            })
    void aStateThatCannotBeTrustedIsFoldedFromTheFactsAndStoredAgain(String damage) {
        assertThat(sql(damage)).isEqualTo(1);

        assertThat(store.log().load(hurt.id()).orElseThrow().state()).isEqualTo(hurt.state());
        assertThat(store.index().chats(RuledChat.WORLD, Shelf.LIVE, Optional.empty(), 10))
                .extracting(chat -> chat.state().title().text())
                .containsExactlyInAnyOrder("secret of hurt", "secret of well");

        sql("DELETE FROM event WHERE chat_id = 'hurt' AND seq = 1");
        assertThat(store.log().load(hurt.id()).orElseThrow().state()).isEqualTo(hurt.state());
    }

    @Test
    void aCurrentStateIsNotFoldedAgain() {
        sql("DELETE FROM event WHERE chat_id = 'hurt'");

        assertThat(store.log().load(hurt.id()).orElseThrow().state()).isEqualTo(hurt.state());
    }

    @Test
    void aStateThatCannotBeFoldedIsNoStateAtAll() {
        sql("UPDATE chat SET state = '' WHERE chat_id = 'hurt'");
        sql("DELETE FROM event WHERE chat_id = 'hurt' AND seq > 2");

        StorageException damaged =
                catchThrowableOfType(StorageException.class, () -> store.log().load(hurt.id()));

        assertThat(damaged.trouble()).isEqualTo(Trouble.DAMAGED);
        assertThat(store.log().load(well.id())).isPresent();
        List<StoredChat> listed = store.index().chats(RuledChat.WORLD, Shelf.LIVE, Optional.empty(), 10);
        assertThat(listed)
                .extracting(StoredChat::chat, chat -> chat.state().title().text())
                .containsExactlyInAnyOrder(tuple(hurt.id(), "Damaged chat"), tuple(well.id(), "secret of well"));
        assertThat(listed)
                .filteredOn(chat -> chat.chat().equals(hurt.id()))
                .extracting(chat -> ChatStatus.of(chat.state(), Map.of()).kind())
                .containsExactly(StatusKind.FAILED);
    }

    @Test
    void aPlaceInTheTranscriptThatLeadsToAnotherMessageIsNotFollowed() {
        hurt.answer("an answer");
        hurt.send("second");
        sql("UPDATE message SET admitted_seq = 2 WHERE chat_id = 'hurt' AND message_id = 'm2'");

        StorageException damaged =
                catchThrowableOfType(StorageException.class, () -> store.index().transcript(hurt.id(), 100, 100));

        assertThat(damaged.trouble()).isEqualTo(Trouble.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE open_text SET piece = replace(piece, 'two', 'six') WHERE chat_id = 'hurt' AND place = 4",
                "UPDATE open_text SET kind = 'reasoning' WHERE chat_id = 'hurt' AND place = 4",
                "UPDATE open_text SET message_id = 'no\tid' WHERE chat_id = 'hurt' AND place = 4",
                "UPDATE open_text SET place = 3 WHERE chat_id = 'hurt' AND place = 4",
                "UPDATE open_text SET checksum = checksum + 1 WHERE chat_id = 'hurt' AND place = 4",
                "DELETE FROM open_text WHERE chat_id = 'hurt' AND place = 4",
                """
                UPDATE open_text SET (piece, checksum) =
                    (SELECT piece, checksum FROM open_text WHERE chat_id = 'well' AND place = 4)
                WHERE chat_id = 'hurt' AND place = 4"""
            })
    void anOpenTextEndsBeforeADamagedPiece(String damage) {
        for (RuledChat each : List.of(hurt, well)) {
            say(each, "one ", "two ", "and three");
            assertThat(said(store, each)).isEqualTo("one two and three");
        }

        assertThat(sql(damage)).isEqualTo(1);

        assertThat(said(store, hurt)).isEqualTo("one ");
        assertThat(said(store, well)).isEqualTo("one two and three");
    }

    @Test
    void anOpenTextThatAnEarlierProgramSavedIsBelieved() {
        say(hurt, "one ", "two");
        sql("UPDATE open_text SET checksum = NULL");

        assertThat(said(store, hurt)).isEqualTo("one two");
    }

    private void say(RuledChat chat, String... pieces) {
        int place = 0;
        for (String piece : pieces) {
            assertThat(store.log()
                            .saveOpenText(chat.id(), chat.openMessage(), TextKind.TEXT, place, piece)
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            place += piece.length();
        }
    }

    private static String said(SqliteStore opened, RuledChat chat) {
        return opened.log().load(chat.id()).orElseThrow().openTexts().values().stream()
                .map(Said::text)
                .collect(Collectors.joining());
    }

    /** Any bit of the file: what is shown is always what this chat said, or nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFlippedBitAnywhereShowsNoChatAnotherText(long seed) throws IOException {
        for (int i = 0; i < 12; i++) {
            hurt.answer("answer of hurt " + i + " " + "h".repeat(700));
            hurt.send("secret of hurt " + i);
            well.answer("answer of well " + i + " " + "w".repeat(700));
            well.send("secret of well " + i);
        }
        say(hurt, "open text of hurt ".repeat(100), "and more ".repeat(50));
        say(well, "open text of well ".repeat(100), "and more ".repeat(50));
        store.close();
        byte[] whole = Files.readAllBytes(data());
        var random = new Random(seed);
        int flips = 40;
        for (int flip = 0; flip < flips; flip++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(100, damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(data(), damaged);
            String where = "seed " + seed + ", byte " + at;
            try (SqliteStore opened = SqliteStore.open(folder)) {
                showsOnlyItsOwn(opened, hurt, where);
                showsOnlyItsOwn(opened, well, where);
            } catch (CannotOpenException refused) {
                assertThat(refused.reason()).as(where).isEqualTo(CannotOpenException.Reason.DAMAGED);
            }
        }
        Files.write(data(), whole);
        store = SqliteStore.open(folder);
    }

    private static void showsOnlyItsOwn(SqliteStore opened, RuledChat chat, String where) {
        tryTo(() -> assertThat(chat.events()).as(where).containsAll(opened.log().read(chat.id(), 0, 1_000)));
        tryTo(() -> assertThat(opened.log().load(chat.id()).stream())
                .as(where)
                .allSatisfy(loaded -> assertThat(loaded.state()).isEqualTo(chat.state())));
        String whole = ("open text of " + chat.id() + " ").repeat(100) + "and more ".repeat(50);
        tryTo(() -> assertThat(whole).as(where).startsWith(said(opened, chat)));
        tryTo(() -> assertThat(opened.index().transcript(chat.id(), 10_000, 500))
                .as(where)
                .allSatisfy(message -> assertThat(message.message().text()).contains("of " + chat.id())));
    }

    /** What is refused shows nothing. */
    private static void tryTo(Runnable read) {
        try {
            read.run();
        } catch (StorageException refused) {
            assertThat(refused.trouble()).isIn(Trouble.DAMAGED, Trouble.OTHER);
        }
    }

    private Path data() {
        return folder.resolve("carillon.db");
    }

    @Test
    void aDamagedWorldIsNamed() {
        store.worlds()
                .add(World.named(new WorldId("home"), "Home", Instant.EPOCH).withVariables(Map.of("key", "secret")));
        sql("UPDATE world SET body = replace(body, 'secret', 'public')");

        StorageException damaged = catchThrowableOfType(
                StorageException.class, () -> store.worlds().worlds());

        assertThat(damaged.trouble()).isEqualTo(Trouble.DAMAGED);
        assertThat(damaged).hasMessageContaining("Version 1 of world home").hasMessageNotContaining("public");
    }

    @Test
    void aPurgeThatWasCutOffIsFinishedByTheNext() {
        for (int i = 0; i < 1_200; i++) hurt.append(new Fact.NoticePosted(new MessageId("n" + i), "Notice"));
        for (RuledChat each : List.of(hurt, well)) store.log().keepPicture(each.id(), Painted.picture("kept"));
        hurt.command(new ChatCommand.Delete());
        sql("UPDATE chat SET life = 2, state = '' WHERE chat_id = 'hurt'");
        assertThat(store.log().load(hurt.id())).isEmpty();
        assertThat(store.log().read(hurt.id(), 0, 10)).isEmpty();
        assertThat(store.index().transcript(hurt.id(), 10_000, 10)).isEmpty();
        assertThat(store.index().message(hurt.id(), new MessageId("n1"))).isEmpty();

        assertThat(store.log().purge(Instant.MIN)).isZero();

        assertThat(count("SELECT count(*) FROM event WHERE chat_id = 'hurt'")).isZero();
        assertThat(count("SELECT count(*) FROM message WHERE chat_id = 'hurt'")).isZero();
        store.log().keepPicture(hurt.id(), Painted.picture("late"));
        assertThat(count("SELECT count(*) FROM picture WHERE chat_id = 'hurt'")).isZero();
        assertThat(count("SELECT count(*) FROM picture WHERE chat_id = 'well'")).isOne();
        assertThat(count("SELECT count(*) FROM chat WHERE chat_id = 'hurt' AND life = 3"))
                .isOne();
        assertThat(store.log().read(well.id(), 0, 100)).isEqualTo(well.events());
    }

    private long count(String sql) {
        return store.writer()
                .write(connection ->
                        connection.handle().createQuery(sql).mapTo(Long.class).one());
    }
}
