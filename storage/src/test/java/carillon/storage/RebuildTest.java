package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.engine.spi.Painted;
import carillon.engine.spi.Picture;
import carillon.engine.spi.RuledChat;
import carillon.engine.spi.StaleOwnerException;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.StoredMessage;
import carillon.engine.spi.TextKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be worked out from the log is worked out again; what cannot be read is named and kept. */
@Timeout(120)
final class RebuildTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static final Usage PURGED = new Usage(1_000, 100, 10, 5_000, 1);

    @TempDir
    private Path folder;

    private final List<RuledChat> chats = new ArrayList<>();

    /** Everything that a store says of its chats and worlds. */
    private record Contents(
            List<World> worlds,
            List<StoredChat> live,
            List<StoredChat> trash,
            Map<String, Optional<StoredChat>> loaded,
            Map<String, List<Recorded>> events,
            Map<String, List<StoredMessage>> transcripts,
            List<String> unfinished,
            Map<WorldId, Usage> usage) {}

    @BeforeEach
    void fill() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.worlds().add(world("home", 1, Map.of()));
            store.worlds().add(world("home", 2, Map.of("who", "Grace")));
            var purged = new RuledChat(store.log(), "purged").create();
            purged.append(new Fact.TitleCallEnded(PURGED));
            purged.command(new ChatCommand.Delete());
            store.log().purge(purged.now().plusSeconds(1));
            var random = new Random(1);
            for (int i = 0; i < 6; i++) {
                var chat = new RuledChat(store.log(), "chat" + i).create();
                for (int step = 0; step < 25; step++) chat.step(random);
                chats.add(chat);
            }
            var open = new RuledChat(store.log(), "open").create();
            open.send("Go on");
            store.log().saveOpenText(open.id(), open.openMessage(), TextKind.TEXT, 0, "Half an answer");
            store.log().saveSeen(open.id(), 3);
            chats.add(open);
        }
    }

    private static World world(String id, long version, Map<String, String> variables) {
        return World.named(new WorldId(id), "Home", Instant.EPOCH)
                .withVariables(variables)
                .asVersion(version);
    }

    private Contents contents() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            var loaded = new TreeMap<String, Optional<StoredChat>>();
            var events = new TreeMap<String, List<Recorded>>();
            var transcripts = new TreeMap<String, List<StoredMessage>>();
            for (RuledChat chat : chats) {
                String id = chat.id().value();
                loaded.put(id, store.log().load(chat.id()));
                events.put(id, store.log().read(chat.id(), 0, 1_000));
                transcripts.put(id, store.index().transcript(chat.id(), Long.MAX_VALUE, 1_000));
            }
            return new Contents(
                    store.worlds().worlds(),
                    store.index().chats(RuledChat.WORLD, Shelf.LIVE, Optional.empty(), 100),
                    store.index().chats(RuledChat.WORLD, Shelf.TRASH, Optional.empty(), 100),
                    loaded,
                    events,
                    transcripts,
                    store.log().unfinished().stream()
                            .map(chat -> chat.value())
                            .sorted()
                            .toList(),
                    store.index().usage());
        }
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = Sqlite.toWrite(folder.resolve("carillon.db"))) {
            for (String sql : statements) Sqlite.execute(connection, sql);
        }
    }

    private Rebuilt rebuild() {
        return Rebuild.run(folder, InstantSource.fixed(NOW));
    }

    private static <T> T of(Map<String, T> all, String chat) {
        return requireNonNull(all.get(chat));
    }

    private static List<StoredChat> unseen(List<StoredChat> chats) {
        return chats.stream()
                .map(each -> new StoredChat(
                        each.chat(),
                        each.state(),
                        0,
                        each.createdAt(),
                        each.updatedAt(),
                        each.deletedAt(),
                        each.openTexts()))
                .toList();
    }

    @Test
    void whatTheEventsAddUpToIsWorkedOutAgain() throws Exception {
        Contents before = contents();
        sql(
                "UPDATE chat SET state = 'garbled', state_checksum = 1 WHERE chat_id < 'chat3' AND life < 2",
                "UPDATE chat SET unfinished = 1 - unfinished, updated_at = 5, world_id = 'away' WHERE life < 2",
                "UPDATE message SET seq = NULL, admitted_seq = 1 WHERE chat_id = 'chat3'",
                "DELETE FROM message WHERE chat_id <> 'chat3'");

        Rebuilt rebuilt = rebuild();

        assertThat(contents()).isEqualTo(before);
        assertThat(rebuilt.unreadable()).isEmpty();
        assertThat(rebuilt.chats()).isEqualTo(chats.size());
        assertThat(rebuilt.worlds()).isEqualTo(1);
        assertThat(rebuilt.events())
                .isEqualTo(
                        chats.stream().mapToLong(chat -> chat.events().size()).sum());
    }

    @Test
    void whatWasUsedIsCountedAgainAsFarAsTheLogTells() throws Exception {
        Usage before = of(contents().usage());
        sql("DELETE FROM world_usage");

        rebuild();

        assertThat(of(contents().usage()).plus(PURGED)).isEqualTo(before);
        assertThat(chats.stream().map(chat -> chat.state().usage()).reduce(PURGED, Usage::plus))
                .isEqualTo(before);
    }

    private static Usage of(Map<WorldId, Usage> usage) {
        return requireNonNull(usage.get(RuledChat.WORLD));
    }

    @Test
    void chatsWhoseRowsAreGoneComeBackUnread() throws Exception {
        Contents before = contents();
        sql("DELETE FROM chat WHERE life < 2", "DELETE FROM message");

        rebuild();

        Contents after = contents();
        assertThat(after.events()).isEqualTo(before.events());
        assertThat(after.transcripts()).isEqualTo(before.transcripts());
        assertThat(after.unfinished()).isEqualTo(before.unfinished());
        assertThat(after.live()).isEqualTo(unseen(before.live()));
        assertThat(after.trash()).isEqualTo(unseen(before.trash()));
    }

    @Test
    void aRebuiltStoreCanBeRebuiltAndWrittenOn() throws Exception {
        rebuild();
        Contents once = contents();

        rebuild();

        assertThat(contents()).isEqualTo(once);
        try (SqliteStore store = SqliteStore.open(folder)) {
            RuledChat open = chats.getLast();
            open.writeTo(store.log());
            open.answer("The whole answer");
            assertThat(store.index()
                            .transcript(open.id(), Long.MAX_VALUE, 10)
                            .getLast()
                            .message()
                            .text())
                    .isEqualTo("The whole answer");
            var revived = new RuledChat(store.log(), "purged");
            assertThat(catchThrowableOfType(StaleOwnerException.class, revived::create))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET body = replace(body, 'e', 'f') WHERE chat_id = 'chat2' AND seq BETWEEN 5 AND 7",
                "DELETE FROM event WHERE chat_id = 'chat2' AND seq BETWEEN 5 AND 7"
            })
    void whatIsDamagedIsNamedKeptApartAndMarkedInItsChat(String damage) throws Exception {
        Contents before = contents();
        sql(damage);

        Rebuilt rebuilt = rebuild();

        assertThat(rebuilt.unreadable())
                .containsExactly("fact 5 of chat chat2", "fact 6 of chat chat2", "fact 7 of chat chat2");
        Contents after = contents();
        for (RuledChat chat : chats) {
            String id = chat.id().value();
            if (id.equals("chat2")) continue;
            assertThat(after.events().get(id)).isEqualTo(before.events().get(id));
            assertThat(after.loaded().get(id)).isEqualTo(before.loaded().get(id));
            assertThat(after.transcripts().get(id))
                    .isEqualTo(before.transcripts().get(id));
        }
        List<Recorded> hurt = of(after.events(), "chat2");
        List<Recorded> whole = of(before.events(), "chat2");
        assertThat(hurt.subList(0, 4)).isEqualTo(whole.subList(0, 4));
        assertThat(hurt.get(4).fact()).isInstanceOf(Fact.NoticePosted.class);
        assertThat(hurt.subList(7, whole.size())).isEqualTo(whole.subList(7, whole.size()));
        assertThat(Files.readAllBytes(rebuilt.kept())).isNotEmpty();
        assertThat(rebuild().unreadable()).isEmpty();
    }

    @Test
    void imagesAreKeptAndADamagedOneIsNamed() throws Exception {
        Picture whole = Painted.picture("whole");
        Picture hurt = Painted.picture("hurt");
        ChatId chat = new ChatId("chat1");
        try (SqliteStore store = SqliteStore.open(folder)) {
            for (Picture each : List.of(whole, hurt)) store.log().keepPicture(chat, each);
        }
        String lost = hurt.image().id().value();
        sql("UPDATE picture SET bytes = x'00' WHERE image_id = '" + lost + "'");
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(catchThrowableOfType(
                                    StorageException.class,
                                    () -> store.index()
                                            .picture(chat, hurt.image().id()))
                            .trouble())
                    .isEqualTo(Trouble.DAMAGED);
        }

        assertThat(rebuild().unreadable()).containsExactly("image " + lost + " of chat chat1");

        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.index().picture(chat, whole.image().id())).contains(whole);
            assertThat(store.index().picture(chat, hurt.image().id())).isEmpty();
        }
    }

    @Test
    void aDamagedPieceOfAnOpenTextIsNamedAndLeftOut() throws Exception {
        sql("UPDATE open_text SET piece = 'Half another'");

        assertThat(rebuild().unreadable()).containsExactly("a part of what was being said in chat open");
        assertThat(of(contents().loaded(), "open").orElseThrow().openTexts()).isEmpty();
    }

    @Test
    void aMessageThatMayHaveBeenAnsweredIsNotSentAgainByItself() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            var answered = new RuledChat(store.log(), "answered").create();
            answered.send("Only once");
            answered.answer("Done");
            chats.add(answered);
        }
        sql("DELETE FROM event WHERE chat_id = 'answered' AND kind = 'message-delivered'");

        rebuild();

        Contents after = contents();
        ChatState state = of(after.loaded(), "answered").orElseThrow().state();
        assertThat(state.queue()).hasSize(1);
        assertThat(state.queuePaused()).isPresent();
        assertThat(after.unfinished()).doesNotContain("answered");
    }

    @Test
    void aDamagedWorldGivesItsPlaceToTheOneBeforeOrAnEmptyOne() throws Exception {
        sql("UPDATE world SET body = replace(body, 'Grace', 'Gr8ce')");
        assertThat(rebuild().unreadable()).containsExactly("version 2 of world home");
        assertThat(contents().worlds()).containsExactly(world("home", 1, Map.of()));

        sql("UPDATE world SET checksum = checksum + 1");
        assertThat(rebuild().unreadable()).containsExactly("version 1 of world home");
        assertThat(contents().worlds()).extracting(World::id).containsExactly(RuledChat.WORLD);
    }

    @Test
    void theOldFileIsKeptEachTimeUnderANameOfItsOwn() throws Exception {
        Path first = rebuild().kept();
        Path second = rebuild().kept();

        assertThat(first).exists().isNotEqualTo(second);
        assertThat(second).exists();
        assertThat(folder.resolve("carillon.db.rebuilding")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rw-------");
    }

    @Test
    void aRebuildThatWasCutOffChangesNothing() throws IOException {
        Contents before = contents();
        Files.write(folder.resolve("carillon.db.rebuilding"), new byte[5_000]);

        assertThat(contents()).isEqualTo(before);
        rebuild();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aRebuildThatFailsLeavesTheFileAndTakesNoRoom() throws Exception {
        Contents before = contents();
        try (Connection reader = Sqlite.toRead(folder.resolve("carillon.db"));
                Statement look = reader.createStatement();
                ResultSet rows = look.executeQuery("SELECT chat_id FROM chat")) {
            assertThat(rows.next()).isTrue();
            sql("UPDATE store SET program = 'written while somebody reads'");

            CannotOpenException refused = catchThrowableOfType(CannotOpenException.class, this::rebuild);

            assertThat(refused.reason()).isEqualTo(CannotOpenException.Reason.LOCKED);
        }
        assertThat(folder.resolve("carillon.db.rebuilding")).doesNotExist();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aFolderInUseIsRefused() {
        try (SqliteStore inUse = SqliteStore.open(folder)) {
            CannotOpenException refused = catchThrowableOfType(CannotOpenException.class, this::rebuild);

            assertThat(refused.reason()).isEqualTo(CannotOpenException.Reason.LOCKED);
            assertThat(inUse.log().unfinished()).isNotEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        byte[] nonsense = "nonsense ".repeat(1_000).getBytes(UTF_8);
        Files.write(folder.resolve("carillon.db"), nonsense);

        CannotOpenException refused = catchThrowableOfType(CannotOpenException.class, this::rebuild);

        assertThat(refused.reason()).isEqualTo(CannotOpenException.Reason.DAMAGED);
        assertThat(Files.readAllBytes(folder.resolve("carillon.db"))).isEqualTo(nonsense);
    }

    /** Pages that SQLite itself cannot follow: whatever can be reached from either end is kept. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aFileWithDestroyedPagesIsRebuiltFromTheRest(long seed) throws Exception {
        Contents before = contents();
        byte[] file = Files.readAllBytes(folder.resolve("carillon.db"));
        var random = new Random(seed);
        byte[] rubbish = new byte[4_096];
        random.nextBytes(rubbish);
        int page = 1 + random.nextInt(file.length / rubbish.length - 1);
        System.arraycopy(rubbish, 0, file, page * rubbish.length, rubbish.length);
        Files.write(folder.resolve("carillon.db"), file);

        Rebuilt rebuilt = rebuild();

        Contents after = contents();
        before.events().forEach((chat, events) -> {
            List<Recorded> left = of(after.events(), chat);
            for (int i = 0; i < left.size(); i++) {
                boolean same = i < events.size() && left.get(i).equals(events.get(i));
                String name = "fact " + (i + 1) + " of chat " + chat;
                if (!same && i < events.size()) assertThat(rebuilt.unreadable()).contains(name);
            }
        });
        if (rebuilt.unreadable().isEmpty()) assertThat(after).isEqualTo(before);
        assertThat(Files.readAllBytes(rebuilt.kept())).isEqualTo(file);
    }
}
