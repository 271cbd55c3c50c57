package carillon.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.id.ChatId;
import carillon.core.world.ToolMode;
import carillon.engine.spi.WorkspaceCopies.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GitCopiesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));
    private static final ChatId ONE = new ChatId("one");
    private static final ChatId TWO = new ChatId("two");

    @TempDir
    private Path top;

    private Path workspace;
    private GitCopies copies;

    @BeforeEach
    void repository() throws Exception {
        top = top.toRealPath();
        workspace = Files.createDirectory(top.resolve("ws"));
        copies = new GitCopies(top.resolve("data"), ENVIRONMENT);
        put(workspace, "a.txt", "one\ntwo\nthree\n");
        put(workspace, "b.txt", "b\n");
        put(workspace, ".gitignore", "ignored/\n");
        git("init", "-q");
        git("add", "--all");
        git("commit", "-q", "-m", "first");
    }

    private String git(String... arguments) throws Exception {
        return new Git(ENVIRONMENT)
                .succeed(Git.Command.in(workspace, arguments))
                .text();
    }

    private static void put(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path copy(ChatId chat) throws Exception {
        copies.create(chat, workspace);
        return copies.folder(chat);
    }

    @Test
    void aCopyIsTheWorkspaceAsItIs() throws Exception {
        put(workspace, "a.txt", "not committed\n");
        put(workspace, "new/c.txt", "not known to Git\n");
        put(workspace, "ignored/d.txt", "left out\n");
        Files.delete(workspace.resolve("b.txt"));
        String before = git("status", "--porcelain");

        Path copy = copy(ONE);

        assertThat(copy.resolve("a.txt")).hasContent("not committed\n");
        assertThat(copy.resolve("new/c.txt")).hasContent("not known to Git\n");
        assertThat(copy.resolve("b.txt")).doesNotExist();
        assertThat(copy.resolve("ignored")).doesNotExist();
        assertThat(git("status", "--porcelain")).isEqualTo(before);
        assertThat(copies.changes(ONE)).isEmpty();
        assertThat(copies.merge(ONE, workspace)).isEqualTo(new Merge.NoChanges());
    }

    @Test
    void whatOneChatChangesNobodyElseSees() throws Exception {
        Path one = copy(ONE);
        put(workspace, "later.txt", "made later\n");
        Path two = copy(TWO);
        var chat = Place.of(
                Tools.open(top.resolve("data"), top.resolve("skills"), ENVIRONMENT, () -> 7420, Place.NO_AGENTS)
                        .toolbox(),
                "one",
                ToolMode.AUTO,
                one);

        assertThat(chat.call("write_file", Map.of("path", "fresh.txt", "content", "of one\n"))
                        .failed())
                .isFalse();
        assertThat(chat.call("write_file", Map.of("path", ".git", "content", "gitdir: elsewhere"))
                        .failed())
                .isTrue();
        put(two, "a.txt", "of two\n");

        assertThat(copies.changes(ONE)).contains("+of one").doesNotContain("of two", "later.txt");
        assertThat(copies.changes(TWO)).contains("+of two").doesNotContain("of one");
        assertThat(workspace.resolve("fresh.txt")).doesNotExist();
        assertThat(git("status", "--porcelain")).isEqualTo("?? later.txt");
    }

    @Test
    void aMergeBringsAllOfItAndTheNextOneWhatCameSince() throws Exception {
        git("config", "diff.noprefix", "true");
        git("config", "diff.context", "0");
        Path copy = copy(ONE);
        byte[] binary = {0, 1, 2, -1};
        Files.write(copy.resolve("image.bin"), binary);
        put(copy, "a.txt", "one\n2\nthree\n");
        Files.delete(copy.resolve("b.txt"));
        put(workspace, "other.txt", "a person's own\n");

        assertThat(copies.merge(ONE, workspace)).isEqualTo(new Merge.Done());
        assertThat(workspace.resolve("a.txt")).hasContent("one\n2\nthree\n");
        assertThat(Files.readAllBytes(workspace.resolve("image.bin"))).isEqualTo(binary);
        assertThat(workspace.resolve("b.txt")).doesNotExist();
        assertThat(workspace.resolve("other.txt")).exists();
        assertThat(copies.changes(ONE)).isEmpty();

        put(copy, "a.txt", "one\n2\n3\n");
        assertThat(copies.changes(ONE)).contains("-three\n+3").doesNotContain("-two");
        assertThat(copies.merge(ONE, workspace)).isEqualTo(new Merge.Done());
        assertThat(workspace.resolve("a.txt")).hasContent("one\n2\n3\n");
    }

    @Test
    void aMergeThatMeetsOtherChangesWritesNothing() throws Exception {
        Path copy = copy(ONE);
        put(copy, "a.txt", "one\nof the chat\nthree\n");
        put(copy, "b.txt", "of the chat\n");
        put(workspace, "a.txt", "one\nof a person\nthree\n");

        Merge merge = copies.merge(ONE, workspace);

        assertThat(merge)
                .isInstanceOfSatisfying(
                        Merge.Conflict.class,
                        conflict -> assertThat(conflict.where()).contains("a.txt"));
        assertThat(workspace.resolve("a.txt")).hasContent("one\nof a person\nthree\n");
        assertThat(workspace.resolve("b.txt")).hasContent("b\n");
        assertThat(copies.changes(ONE)).contains("+of the chat");
    }

    @Test
    void whatIsRemovedLeavesNothing() throws Exception {
        put(copy(ONE), "a.txt", "changed\n");

        copies.remove(ONE);
        copies.remove(ONE);

        assertThat(copies.folder(ONE)).doesNotExist();
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(git("for-each-ref", "refs/carillon")).isEmpty();
        assertThat(copy(ONE).resolve("a.txt")).hasContent("one\ntwo\nthree\n");
    }

    @Test
    void whatIsRemovedIsGoneAlsoWithoutItsRepository() throws Exception {
        Path copy = copy(ONE);
        Files.createSymbolicLink(copy.resolve("outside"), workspace);
        assertThat(copies.chats()).containsExactly(ONE);
        Files.move(workspace.resolve(".git"), top.resolve("elsewhere"));

        copies.remove(ONE);

        assertThat(copy).doesNotExist();
        assertThat(workspace.resolve("a.txt")).exists();
        assertThat(copies.chats()).isEmpty();
    }

    @Test
    void aCopyThatIsThereIsNotMadeAnew() throws Exception {
        put(copy(ONE), "a.txt", "changed\n");

        assertThatThrownBy(() -> copies.create(ONE, workspace)).hasMessageContaining("already exists");
        assertThat(copies.folder(ONE).resolve("a.txt")).hasContent("changed\n");
    }

    @Test
    void whatCannotBeCopiedIsSaid() throws Exception {
        Path plain = Files.createDirectory(top.resolve("plain"));
        Path inside = Files.createDirectory(workspace.resolve("inside"));
        Path holding = Files.createDirectory(top.resolve("holding"));
        Files.createDirectory(holding.resolve("data"));
        var within = new GitCopies(holding.resolve("data"), ENVIRONMENT);

        assertThatThrownBy(() -> copies.create(ONE, plain)).hasMessageContaining("no Git repository");
        assertThatThrownBy(() -> copies.create(ONE, inside)).hasMessageContaining("a folder inside the repository");
        assertThatThrownBy(() -> copies.create(ONE, top.resolve("none"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> within.create(ONE, holding)).hasMessageContaining("own data folder");
        assertThatThrownBy(() -> new GitCopies(top.resolve("data"), Map.of("PATH", "/none")).create(ONE, workspace))
                .hasMessageContaining("Git");
    }

    @Test
    void noHookOfTheRepositoryRuns() throws Exception {
        Path ran = top.resolve("ran");
        for (String hook : Arrays.asList("post-checkout", "post-index-change", "reference-transaction")) {
            Path file = workspace.resolve(".git/hooks").resolve(hook);
            put(workspace, ".git/hooks/" + hook, "#!/bin/sh\ntouch " + ran + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }

        put(copy(ONE), "a.txt", "changed\n");
        copies.merge(ONE, workspace);
        copies.remove(ONE);

        assertThat(ran).doesNotExist();
    }
}
