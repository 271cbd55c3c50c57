package carillon.tools.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.tools.files.Workspace.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    private static final int PATHS = 5_000;
    private static final int MOST = 1_000;

    @TempDir
    private Path folder;

    private Ground ground;
    private Workspace workspace;

    @BeforeEach
    void open() throws IOException {
        ground = new Ground(folder, new SplittableRandom(7));
        workspace = Workspace.at(ground.workspace, ground.dataFolder);
    }

    @Test
    void noPathLeadsOutWhateverIsSwappedMeanwhile() throws IOException {
        var swapping = Workspace.at(
                ground.workspace,
                Optional.of(ground.dataFolder),
                SwappingFolder.with(SecureFolder::open, ground::somebody));

        Count count = attack(swapping);

        assertThat(count.done).as("paths that could be used").isGreaterThan(PATHS / 10);
        assertThat(count.refused).as("paths that were refused").isGreaterThan(PATHS / 3);
        assertThat(ground.swaps()).as("links put there meanwhile").isGreaterThan(PATHS / 20);
    }

    @Test
    void noPathLeadsOutWhereFoldersAreKnownByTheirPathsAlone() throws IOException {
        var byPath = Workspace.at(ground.workspace, Optional.of(ground.dataFolder), PathFolder::new);

        Count count = attack(byPath);

        assertThat(count.done).as("paths that could be used").isGreaterThan(PATHS / 10);
    }

    private record Count(int done, int refused) {}

    private Count attack(Workspace attacked) throws IOException {
        var random = new SplittableRandom(11);
        Map<String, String> kept = ground.kept();
        int done = 0;
        int refused = 0;
        for (int i = 0; i < PATHS; i++) {
            String path = ground.hostilePath();
            var seen = new ArrayList<String>();
            try {
                switch (random.nextInt(4)) {
                    case 0, 1 ->
                        attacked.read(attacked.find(path, Use.READ), MOST)
                                .ifPresent(bytes -> seen.add(new String(bytes, UTF_8)));
                    case 2 -> attacked.write(attacked.find(path, Use.WRITE), "inside".getBytes(UTF_8));
                    default -> attacked.list(attacked.find(path, Use.READ)).forEach(entry -> seen.add(entry.name()));
                }
                done++;
            } catch (IOException _) {
                refused++;
            }
            ground.putBack();
            assertThat(seen).as(path).noneMatch(text -> text.contains(Ground.SECRET) || text.equals(Ground.ELSEWHERE));
            if (i % 10 == 0) assertThat(ground.kept()).as("up to " + path).isEqualTo(kept);
        }
        assertThat(ground.kept()).isEqualTo(kept);
        return new Count(done, refused);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderFollowsNoLink(boolean held) throws IOException {
        Folder.Opener opener = held ? SecureFolder::open : PathFolder::new;
        try (Folder top = opener.open(ground.workspace)) {
            assertThatThrownBy(() -> top.enter("to-outside")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> top.open("to-secret", Set.of(StandardOpenOption.READ)))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Where a folder is known by its path, what one has opened may be elsewhere by then. */
    @Test
    void whatWasSwappedWhileItWasOpenedIsNotUsed() throws IOException {
        int refused = 0;
        for (int step = 1; step <= 12; step++) {
            var steps = new AtomicInteger(step);
            var attacked = Workspace.at(
                    ground.workspace, Optional.of(ground.dataFolder), SwappingFolder.with(PathFolder::new, () -> {
                        if (steps.decrementAndGet() == 0) ground.swap("sub");
                    }));
            try {
                assertThat(attacked.read(attacked.find("sub/b.txt", Use.READ), MOST))
                        .hasValueSatisfying(
                                bytes -> assertThat(bytes).asString().isEqualTo("inside"));
            } catch (IOException _) {
                refused++;
            }
            ground.putBack();
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aLinkInsideIsFollowedAndOneThatLeadsOutIsNot() throws IOException {
        assertThat(workspace.find("to-sub/b.txt", Use.READ)).hasToString("sub/b.txt");
        assertThat(workspace.read(workspace.find("to-sub/b.txt", Use.READ), MOST))
                .isPresent();
        assertThatThrownBy(() -> workspace.find("to-outside/secret.txt", Use.READ))
                .isInstanceOf(RefusedPathException.class)
                .hasMessageContaining("outside the workspace");
        assertThatThrownBy(() -> workspace.find("dangling", Use.WRITE)).hasMessageContaining("leads nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/config",
                ".git/hooks/pre-commit",
                "sub/.git",
                ".GIT/config",
                ".g\u200cit/config",
                "\uff0egit/config",
                "git~1/config",
                ".git./config",
                ".git /config",
                ".git::$INDEX_ALLOCATION/config",
                "to-git/config",
                ".carillon/mcp.json",
                ".Carillon/skills/x/SKILL.md",
                "nul",
                "sub/AUX.txt",
                "com\u00b9",
                "a.txt:stream",
                "a.",
                "sub\\b.txt"
            })
    void whatConfiguresProgramsAndWhatAnotherSystemCannotKeepIsNotWritten(String path) {
        assertThatThrownBy(() -> workspace.find(path, Use.WRITE)).isInstanceOf(RefusedPathException.class);
    }

    @Test
    void aFileWithADeviceNameCanBeReadWhereItIsNone() throws IOException {
        assertThat(workspace.read(workspace.find("aux.c", Use.READ), MOST)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state/token", "state", "to-data/token", "sub/../state/token"})
    void theProgramsOwnFolderIsOutOfReach(String path) throws IOException {
        assertThatThrownBy(() -> workspace.find(path, Use.READ)).hasMessageContaining("own data folder");
        assertThat(workspace.list(workspace.find(".", Use.READ)))
                .extracting(Entry::name)
                .contains("sub")
                .doesNotContain("state");
    }

    @Test
    void theProgramsOwnFolderIsNoWorkspaceButKeepsSome() throws IOException {
        Path own = folder.resolve("own");
        Files.createDirectories(own.resolve("workspaces/notes"));
        Files.createDirectories(own.resolve("window"));

        for (String inside : List.of(".", "workspaces", "window")) {
            assertThatThrownBy(() -> Workspace.at(own.resolve(inside), own)).hasMessageContaining("own data folder");
        }
        Workspace notes = Workspace.at(own.resolve("workspaces/notes"), own);
        notes.write(notes.find("a.md", Use.WRITE), "note".getBytes(UTF_8));
        assertThat(own.resolve("workspaces/notes/a.md")).hasContent("note");
    }

    @Test
    void aWrittenFileKeepsItsPermissionsAndLeavesNothingElse() throws IOException {
        Path script = ground.workspace.resolve("free/e.txt");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));

        workspace.write(workspace.find("free/e.txt", Use.WRITE), "new".getBytes(UTF_8));
        workspace.write(workspace.find("free/made/on/the/way.txt", Use.WRITE), "new".getBytes(UTF_8));

        assertThat(script).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-x---");
        assertThat(ground.workspace.resolve("free/made/on/the/way.txt")).hasContent("new");
        assertThat(ground.workspace.resolve("free").toFile().list()).containsExactlyInAnyOrder("e.txt", "made");
        assertThat(ground.workspace.toFile().list((_, name) -> name.startsWith(".carillon-")))
                .isEmpty();
    }
}
