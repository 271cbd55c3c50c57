package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.Painted;
import carillon.engine.spi.RuledChat;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.TextKind;
import carillon.storage.CannotOpenException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class OpeningTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasStoredIsThereAfterReopening() {
        RuledChat chat;
        try (var store = SqliteStore.open(folder)) {
            chat = new RuledChat(store.log(), "a").create();
            chat.send("Hello");
            store.log().saveSeen(chat.id(), 2);
        }

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.log().read(chat.id(), 0, 100)).isEqualTo(chat.events());
            assertThat(store.log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
            assertThat(store.log().load(chat.id()).orElseThrow().seenSeq()).isEqualTo(2);
            assertThat(store.log().unfinished()).containsExactly(chat.id());
            assertThat(store.log().epoch().number()).isEqualTo(2);
        }
    }

    @Test
    void whatWasAcknowledgedIsInTheFilesBeforeTheyAreClosed(@TempDir Path copy) throws IOException {
        try (var store = SqliteStore.open(folder)) {
            RuledChat chat = new RuledChat(store.log(), "a").create();
            chat.send("Hello");
            store.log().saveOpenText(chat.id(), chat.openMessage(), TextKind.TEXT, 0, "Half");
            store.log().saveSeen(chat.id(), 1);
            for (String name : List.of("carillon.db", "carillon.db-wal")) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }

            try (var after = SqliteStore.open(copy)) {
                assertThat(after.log().read(chat.id(), 0, 100)).isEqualTo(chat.events());
                assertThat(after.log().load(chat.id()).orElseThrow().openTexts())
                        .containsKey(chat.openMessage());
            }
        }
    }

    @Test
    void aKilledProcessLosesNothingThatItAcknowledgedAndLetsTheFolderGo() throws Exception {
        Process process = hold();
        var acknowledged = new ArrayList<Long>();
        try (BufferedReader said = process.inputReader()) {
            while (acknowledged.size() < 100) acknowledged.add(Long.valueOf(said.readLine()));

            assertThat(refusal().reason()).isEqualTo(Reason.LOCKED);
            assertThat(refusal()).hasMessageContaining("Another Carillon is using " + folder);
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged.add(Long.valueOf(line));
            }
        } finally {
            process.toHandle().destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (var store = SqliteStore.open(folder)) {
            List<Recorded> stored = store.log().read(new ChatId("held"), 0, ChatLog.MAX_READ);
            assertThat(stored.size()).isGreaterThanOrEqualTo(Math.min(acknowledged.size(), ChatLog.MAX_READ));
            long last =
                    store.log().load(new ChatId("held")).orElseThrow().state().seq();
            assertThat(last).isGreaterThanOrEqualTo(acknowledged.getLast());
        }
    }

    private Process hold() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldStore.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aFolderIsOpenOnceAtATime() {
        try (var store = SqliteStore.open(folder)) {
            assertThat(refusal().reason()).isEqualTo(Reason.LOCKED);
            assertThat(refusal().reason()).isEqualTo(Reason.LOCKED);

            new RuledChat(store.log(), "a").create();
        }
        SqliteStore.open(folder).close();
    }

    @Test
    void aRefusedOpeningLetsTheFolderGo() throws IOException {
        SqliteStore.open(folder).close();
        byte[] whole = Files.readAllBytes(data());
        Files.writeString(data(), "This is no database, but long enough to have a header. ".repeat(40));
        assertThat(refusal().reason()).isEqualTo(Reason.DAMAGED);

        Files.write(data(), whole);
        SqliteStore.open(folder).close();
    }

    @Test
    void aNewerStoreIsRefusedAndLeftAsItIs() throws Exception {
        List<String> newer = with("CREATE TABLE later (x)", "CREATE TABLE evenLater (x)");
        SqliteStore.open(folder, newer, "9.1.0").close();
        byte[] before = Files.readAllBytes(data());

        CannotOpenException refusal = refusal();

        assertThat(refusal.reason()).isEqualTo(Reason.NEWER_SCHEMA);
        assertThat(refusal)
                .hasMessageContaining("was written by Carillon 9.1.0 (schema " + newer.size() + ")")
                .hasMessageContaining("this is Carillon " + Migrations.program() + " (schema " + (newer.size() - 2))
                .hasMessageContaining("Start the newer one");
        assertThat(Files.readAllBytes(data())).isEqualTo(before);
        SqliteStore.open(folder, newer, "9.1.0").close();
    }

    @Test
    void theProgramKnowsItsVersion() {
        assertThat(Migrations.program()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 header", "100 first page", "4096 half"})
    void aDamagedFileIsRefused(String damage) throws IOException {
        try (var store = SqliteStore.open(folder)) {
            for (int i = 0; i < 50; i++) new RuledChat(store.log(), "chat" + i).create();
        }
        int place = Integer.parseInt(damage.split(" ")[0]);
        try (var file = new RandomAccessFile(data().toFile(), "rw")) {
            if (place == 4096) {
                file.setLength(place);
            } else {
                file.seek(place);
                file.write("garbage".repeat(100).getBytes(UTF_8));
            }
        }

        assertThat(refusal().reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refusal()).hasMessageContaining(data().toString()).hasMessageContaining("put a copy in its place");
    }

    @Test
    void aStoreThatLacksATableIsRefused() throws Exception {
        SqliteStore.open(folder).close();
        try (Connection connection = Sqlite.toWrite(data())) {
            Sqlite.execute(connection, "DROP TABLE message");
        }

        assertThat(refusal().reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAsItIs() throws Exception {
        Files.createFile(data());
        try (Connection connection = Sqlite.toLookOrLock(data())) {
            Sqlite.execute(connection, "CREATE TABLE theirs (x)");
        }
        byte[] before = Files.readAllBytes(data());

        assertThat(refusal().reason()).isEqualTo(Reason.DAMAGED);
        assertThat(Files.readAllBytes(data())).isEqualTo(before);
    }

    @Test
    void anEmptyFileIsANewStore() throws IOException {
        Files.createFile(data());

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.worlds().worlds()).isEmpty();
        }
    }

    @Test
    void aFileWhereTheFolderShouldBeIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(refusal(file).reason()).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(refusal(file.resolve("below")).reason()).isEqualTo(Reason.NOT_WRITABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"carillon.db", "carillon.lock"})
    void aFolderWhereAFileShouldBeIsRefused(String name) throws IOException {
        Files.createDirectory(folder.resolve(name));

        assertThat(refusal().reason()).isEqualTo(Reason.NOT_WRITABLE);
        assertThat(refusal()).hasMessageContaining("choose another data folder");
    }

    @Test
    void aFolderMayHaveAnyName() {
        Path odd = folder.resolve("a b?c=1#d%20ü&mode=memory");

        try (var store = SqliteStore.open(odd)) {
            new RuledChat(store.log(), "a").create();
        }
        try (var store = SqliteStore.open(odd)) {
            assertThat(store.log().load(new ChatId("a"))).isPresent();
        }
        assertThat(odd.resolve("carillon.db")).exists();
    }

    @Test
    void onlyTheOwnerCanReadTheFiles() throws IOException {
        Path fresh = folder.resolve("fresh");
        try (var store = SqliteStore.open(fresh)) {
            new RuledChat(store.log(), "a").create();
            assertThat(names(fresh)).contains("carillon.db", "carillon.db-wal", "carillon.db-shm", "carillon.lock");
            assertOwnerOnly(fresh);
        }
        Files.setPosixFilePermissions(fresh.resolve("carillon.db"), PosixFilePermissions.fromString("rw-r--r--"));
        try (var store = SqliteStore.open(fresh, with("CREATE TABLE later (x)"), "9")) {
            new RuledChat(store.log(), "b").create();
            assertThat(names(fresh)).contains(copyBeforeNext());
            assertOwnerOnly(fresh);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    /** The copy that is made before a migration that the product does not know runs. */
    private static String copyBeforeNext() {
        return String.format(Locale.ROOT, "carillon.db.before-%04d", Migrations.FILES.size() + 1);
    }

    @Test
    void aMigrationRunsOnceAfterACopyWasMade() throws Exception {
        RuledChat chat;
        try (var store = SqliteStore.open(folder)) {
            chat = new RuledChat(store.log(), "a").create();
        }
        List<String> scripts =
                with("CREATE TABLE later (x); INSERT INTO later VALUES (1)", "UPDATE later SET x = x + 1");

        for (int i = 0; i < 2; i++) {
            try (var store = SqliteStore.open(folder, scripts, "9")) {
                chat.writeTo(store.log());
                chat.send("Hello");
                assertThat(store.log().read(chat.id(), 0, 100)).isEqualTo(chat.events());
                int counted = store.writer()
                        .write(connection -> connection
                                .handle()
                                .createQuery("SELECT x FROM later")
                                .mapTo(Integer.class)
                                .one());
                assertThat(counted).isEqualTo(2);
            }
        }

        Path old = Files.createDirectory(folder.resolve("old"));
        Files.copy(folder.resolve(copyBeforeNext()), old.resolve("carillon.db"));
        try (var store = SqliteStore.open(old)) {
            assertThat(store.log().read(chat.id(), 0, 100))
                    .isEqualTo(chat.events().subList(0, 1));
        }
    }

    @Test
    void whatWasUsedBeforeItWasCountedIsCountedWithoutAPrice() throws Exception {
        try (var store = SqliteStore.open(folder)) {
            for (String id : List.of("a", "b")) {
                var chat = new RuledChat(store.log(), id).create();
                chat.send("Hello");
                chat.answer("Hi");
            }
        }
        try (Connection old = Sqlite.toWrite(folder.resolve("carillon.db"))) {
            Sqlite.execute(old, "DROP TABLE world_usage");
            Sqlite.execute(old, "DROP TABLE tool_result");
            Sqlite.execute(old, "DROP TABLE picture");
            Sqlite.execute(old, "ALTER TABLE open_text DROP COLUMN checksum");
            Sqlite.execute(old, "UPDATE event SET body = '{' WHERE chat_id = 'b' AND kind = 'model-call-ended'");
            Sqlite.execute(old, "PRAGMA user_version = 3");
        }

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.index().usage()).isEqualTo(Map.of(RuledChat.WORLD, Usage.counted(3, 5, 0)));
        }
    }

    @Test
    void aMigrationThatFailsChangesNothing() throws Exception {
        try (var store = SqliteStore.open(folder)) {
            new RuledChat(store.log(), "a").create();
        }

        assertThatThrownBy(() -> SqliteStore.open(folder, with("CREATE TABLE later (x); DROP TABLE nothing"), "9"))
                .isInstanceOf(CannotOpenException.class);

        try (var store = SqliteStore.open(folder)) {
            assertThat(store.log().load(new ChatId("a"))).isPresent();
        }
        SqliteStore.open(folder, with("CREATE TABLE later (x)"), "9").close();
    }

    @Test
    void afterClosingEveryCallSaysSo() {
        SqliteStore store = SqliteStore.open(folder);
        RuledChat chat = new RuledChat(store.log(), "a").create();
        store.close();
        store.close();
        var a = new ChatId("a");
        var home = new WorldId("home");

        List<Runnable> calls = List.of(
                () -> chat.send("Hello"),
                () -> store.log().read(a, 0, 1),
                () -> store.log().load(a),
                () -> store.log().unfinished(),
                () -> store.log().saveSeen(a, 1),
                () -> store.log().keepPicture(a, Painted.picture("p")),
                () -> store.index().picture(a, new ImageId("p")),
                () -> store.log().purge(Instant.MAX),
                () -> store.index().chats(home, Shelf.LIVE, Optional.empty(), 1),
                () -> store.index().chatIds(home),
                () -> store.index().message(a, new MessageId("m")),
                () -> store.index().transcript(a, 1, 1),
                () -> store.worlds().worlds(),
                () -> store.worlds().version(home, 1));
        for (Runnable call : calls) {
            assertThat(catchThrowableOfType(StorageException.class, call::run).trouble())
                    .isEqualTo(Trouble.CLOSED);
        }
        assertThat(store.log()
                        .saveOpenText(a, new MessageId("m"), TextKind.TEXT, 0, "lost")
                        .toCompletableFuture())
                .isCompletedWithValue(false);
        assertThat(folder.resolve("carillon.db-wal")).doesNotExist();
    }

    private Path data() {
        return folder.resolve("carillon.db");
    }

    private CannotOpenException refusal() {
        return refusal(folder);
    }

    private static CannotOpenException refusal(Path folder) {
        return catchThrowableOfType(CannotOpenException.class, () -> SqliteStore.open(folder));
    }

    private static List<String> with(String... more) {
        return Stream.concat(Migrations.scripts().stream(), Stream.of(more)).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertOwnerOnly(Path folder) throws IOException {
        for (String name : names(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }
}
