package carillon.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.storage.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RebuildingTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Exit rebuild(String... options) {
        return run("rebuild", options);
    }

    private Exit run(String command, String... options) {
        var words = new ArrayList<>(List.of(command, "--home", home.toString()));
        words.addAll(List.of(options));
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Commands(terminal, Map.of()).run(words);
    }

    @Test
    void itSaysWhatItDid() {
        SqliteStore.open(home).close();

        assertThat(rebuild("--json")).isEqualTo(Exit.OK);

        String line = out.toString(UTF_8).strip();
        assertThat(Json.find(line, "rebuilt")).contains("true");
        assertThat(Json.find(line, "chats")).contains("0");
        assertThat(Json.find(line, "unreadable")).contains("0");
        assertThat(Path.of(Json.find(line, "kept").orElseThrow())).exists();
    }

    @Test
    void aFolderThatIsServedIsRefused() {
        SqliteStore.open(home).close();
        try (FolderLock _ = FolderLock.take(DataFolder.open(home)).orElseThrow()) {
            assertThat(rebuild()).isEqualTo(Exit.ALREADY_SERVED);
        }
        assertThat(err.toString(UTF_8)).contains("already served").contains("carillon stop");
        assertThat(rebuild()).isEqualTo(Exit.OK);
    }

    @Test
    void whereThereIsNothingNothingIsMade() {
        Path nowhere = home.resolve("nowhere");
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

        assertThat(new Commands(terminal, Map.of()).run(List.of("rebuild", "--home", nowhere.toString())))
                .isEqualTo(Exit.FOLDER);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void whatIsNoDataFileIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(home.resolve("carillon.db"), "nonsense ".repeat(1_000));

        assertThat(rebuild()).isEqualTo(Exit.DAMAGED);

        assertThat(home.resolve("carillon.db")).content().startsWith("nonsense");
        assertThat(err.toString(UTF_8)).contains("copy");
    }

    @Test
    @Timeout(60)
    void aDamagedWorldIsNotServedUntilItIsRebuilt() throws SQLException {
        World world = World.named(WorldId.parse("home"), "Home", Instant.EPOCH);
        try (SqliteStore store = SqliteStore.open(home)) {
            store.worlds().add(world);
            store.worlds().add(world.withVariables(Map.of("who", "Ada")).asVersion(2));
        }
        try (Connection data = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("carillon.db"));
                Statement statement = data.createStatement()) {
            statement.execute("UPDATE world SET body = replace(body, 'Ada', 'Eve') WHERE version = 2");
        }

        assertThat(run("serve", "--port", "0")).isEqualTo(Exit.DAMAGED);
        assertThat(err.toString(UTF_8))
                .contains("Version 2 of world home", "Nothing was changed", "carillon rebuild")
                .doesNotContain("Eve", "\tat ");
        assertThat(rebuild()).isEqualTo(Exit.PARTLY);

        assertThat(out.toString(UTF_8) + err.toString(UTF_8)).contains("version 2 of world home");
        try (SqliteStore store = SqliteStore.open(home)) {
            assertThat(store.worlds().worlds()).containsExactly(world);
        }
    }
}
