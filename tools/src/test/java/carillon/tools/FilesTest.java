package carillon.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import carillon.tools.image.Drawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FilesTest {
    @TempDir
    private Path top;

    private Path workspace;
    private Toolbox toolbox;
    private Place chat;
    private Place other;

    @BeforeEach
    void open() throws IOException {
        workspace = Files.createDirectory(top.resolve("ws"));
        toolbox = Tools.open(top.resolve("data"), top.resolve("skills"), Map.of(), () -> 7420, Place.NO_AGENTS)
                .toolbox();
        chat = Place.of(toolbox, "one", ToolMode.AUTO, workspace);
        other = Place.of(toolbox, "two", ToolMode.AUTO, workspace);
    }

    private void put(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String numbered(int lines) {
        return IntStream.rangeClosed(1, lines).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    @Test
    void aReadSaysWhereItWasCutAndGoesOnThere() throws Exception {
        put("long.txt", numbered(2_500));

        String first = chat.call("read_file", Map.of("path", "long.txt")).text();
        String second = chat.call("read_file", Map.of("path", "long.txt", "offset", 2_001))
                .text();

        assertThat(first).contains("line 2000\n").doesNotContain("line 2001").contains("Read on with offset 2001");
        assertThat(second).startsWith("line 2001\n").endsWith("line 2500\n");
        assertThat(chat.call("read_file", Map.of("path", "long.txt", "offset", 9_000))
                        .failed())
                .isTrue();
    }

    @Test
    void anImageThatIsReadIsShownToThePerson() throws Exception {
        byte[] png = Drawn.png(20, 10);
        Files.write(workspace.resolve("logo.txt"), png);

        ToolResult read = chat.call("read_file", Map.of("path", "logo.txt"));

        assertThat(read.failed()).isFalse();
        assertThat(read.pictures())
                .singleElement()
                .satisfies(picture -> assertThat(picture.bytes()).isEqualTo(png));
        assertThat(read.text()).contains("logo.txt", "[Image 1: image/png, 20 × 10", "you do not");
        assertThat(chat.call("write_file", Map.of("path", "logo.txt", "content", "no image any more"))
                        .text())
                .contains("no UTF-8 text");
        assertThat(Files.readAllBytes(workspace.resolve("logo.txt"))).isEqualTo(png);
    }

    @Test
    void onlyAnImageOfTheWorkspaceThatIsNotTooLargeIsShown() throws Exception {
        Files.write(workspace.resolve("large.png"), Drawn.largePng(ToolImage.MOST_BYTES));
        Files.write(workspace.resolve("huge.png"), Drawn.largePng(9 << 20));
        Files.write(top.resolve("outside.png"), Drawn.png(20, 10));
        Files.createSymbolicLink(workspace.resolve("link.png"), top.resolve("outside.png"));
        put("fake.png", "<svg xmlns='http://www.w3.org/2000/svg'/>");

        for (String path : List.of("large.png", "huge.png", "link.png", "../outside.png")) {
            ToolResult read = chat.call("read_file", Map.of("path", path));
            assertThat(read.failed()).as(path).isTrue();
            assertThat(read.pictures()).as(path).isEmpty();
        }
        assertThat(chat.call("read_file", Map.of("path", "large.png")).text()).contains("257 KiB", "256 KiB");
        assertThat(chat.call("read_file", Map.of("path", "huge.png")).text()).contains("9.0 MiB", "256 KiB");
        ToolResult fake = chat.call("read_file", Map.of("path", "fake.png"));
        assertThat(fake.pictures()).isEmpty();
        assertThat(fake.text()).startsWith("<svg");
    }

    @Test
    void aReadIsBoundedWhateverTheFileIs() throws Exception {
        put("wide.txt", "x".repeat(10 << 20));
        put("lines.txt", ("y".repeat(1_000) + "\n").repeat(1_000));
        put("binary.bin", "MZ\u0000\u0001");

        ToolResult wide = chat.call("read_file", Map.of("path", "wide.txt"));
        assertThat(wide.text()).hasSizeLessThan(300_000).contains("[Cut");
        assertThat(chat.call("read_file", Map.of("path", "lines.txt")).text())
                .hasSizeLessThan(300_000)
                .contains("256 KiB are full");
        assertThat(chat.call("read_file", Map.of("path", "binary.bin")).text()).contains("binary file of 4 bytes");
        assertThat(chat.call("read_file", Map.of("path", "none.txt")).text())
                .contains("no such file")
                .doesNotContain(top.toString());
    }

    @Test
    void aListingIsCutAndLeavesOutWhatIsIgnored() throws Exception {
        for (int i = 0; i < 1_010; i++) put("many/f" + i + ".txt", "");
        put(".gitignore", "build/\n*.log\n!kept.log\n/top.md\n");
        put(".git/HEAD", "");
        for (String path :
                new String[] {"src/A.java", "src/in/B.java", "build/C.java", "x.log", "kept.log", "top.md", "in/top.md"
                }) {
            put(path, "");
        }

        assertThat(chat.call("list_files", Map.of("path", "many")).text().lines())
                .hasSize(1_001);
        assertThat(chat.call("list_files", Map.of("path", "many")).text()).contains("Cut after 1000 entries");
        assertThat(chat.call("list_files", Map.of("glob", "**/*.java")).text())
                .isEqualTo("src/A.java (0 bytes)\nsrc/in/B.java (0 bytes)");
        assertThat(chat.call("list_files", Map.of("glob", "*.{log,md}")).text())
                .isEqualTo("in/top.md (0 bytes)\nkept.log (0 bytes)");
    }

    @Test
    void grepFindsLinesAndEndsInTimeWhateverThePattern() throws Exception {
        put("a/one.txt", "nothing\nthe Needle is here\n");
        put("b.txt", numbered(500));
        put("evil.txt", "a".repeat(200_000) + "\n");

        assertThat(chat.call("grep", Map.of("pattern", "needle", "ignore_case", true))
                        .text())
                .isEqualTo("a/one.txt:2: the Needle is here");
        assertThat(chat.call("grep", Map.of("pattern", "^line")).text())
                .contains("b.txt:200: line 200")
                .contains("Cut after 200 hits")
                .doesNotContain("line 201");
        assertThat(chat.call("grep", Map.of("pattern", "(a+)+$b", "path", "evil.txt"))
                        .text())
                .contains("No line matches");
        assertThat(chat.call("grep", Map.of("pattern", "(")).text()).contains("no regular expression");
    }

    @Test
    void anEditNeedsOneExactPlaceAndShowsWhatItChanged() throws Exception {
        put("a.txt", "one\ntwo\ntwo\nthree\r\n");
        chat.call("read_file", Map.of("path", "a.txt"));

        ToolResult twice = chat.call("edit_file", Map.of("path", "a.txt", "old_text", "two", "new_text", "2"));
        ToolResult none = chat.call("edit_file", Map.of("path", "a.txt", "old_text", "four", "new_text", "4"));
        ToolResult all = chat.call(
                "edit_file", Map.of("path", "a.txt", "old_text", "two", "new_text", "2", "replace_all", true));

        assertThat(twice.text()).contains("more than once");
        assertThat(none.text()).contains("does not stand in");
        assertThat(all.failed()).isFalse();
        assertThat(all.diff().orElseThrow()).contains("-two\n-two\n+2\n+2");
        assertThat(chat.call("write_file", Map.of("path", "turned.txt", "content", "a\tb\u202ec"))
                        .diff()
                        .orElseThrow())
                .endsWith("+a\tb\\u{202e}c");
        assertThat(Files.readString(workspace.resolve("a.txt"))).isEqualTo("one\n2\n2\nthree\r\n");
    }

    @Test
    void aChatChangesOnlyWhatItHasSeenAndIsToldWhoChangedIt() throws Exception {
        put("shared.txt", "first\n");
        other.call("read_file", Map.of("path", "shared.txt"));
        ToolResult unread = chat.call("write_file", Map.of("path", "shared.txt", "content", "mine\n"));
        chat.call("read_file", Map.of("path", "shared.txt"));
        ToolResult others = other.call("write_file", Map.of("path", "shared.txt", "content", "theirs\n"));

        ToolResult late = chat.call("edit_file", Map.of("path", "shared.txt", "old_text", "first", "new_text", "mine"));

        assertThat(unread.text()).contains("has not read it");
        assertThat(others.failed()).isFalse();
        assertThat(late.failed()).isTrue();
        assertThat(late.text()).contains("changed by the chat \"Title of two\"");
        assertThat(workspace.resolve("shared.txt")).hasContent("theirs\n");
        chat.call("read_file", Map.of("path", "shared.txt"));
        put("shared.txt", "by hand\n");
        assertThat(chat.call("write_file", Map.of("path", "shared.txt", "content", "x"))
                        .text())
                .contains("was changed since this chat read it");
    }

    @Test
    void aChangeMadeBetweenTheQuestionAndTheRunIsNotWrittenOver() throws Exception {
        put("a.txt", "first\n");
        var asking = Place.of(toolbox, "three", ToolMode.ASK, workspace);
        asking.call("read_file", Map.of("path", "a.txt"));
        var request = Place.request("write_file", Map.of("path", "a.txt", "content", "mine\n"));
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(asking.place(), request);

        other.call("read_file", Map.of("path", "a.txt"));
        other.call("write_file", Map.of("path", "a.txt", "content", "theirs\n"));
        ToolResult result = toolbox.run(asking.place(), request, asked.binding(), _ -> {});

        assertThat(asked.detail()).contains("-first").contains("+mine");
        assertThat(result.failed()).isTrue();
        assertThat(result.text()).contains("Title of two");
        assertThat(workspace.resolve("a.txt")).hasContent("theirs\n");
    }

    @Test
    void whatWasAllowedStillRunsWhenTheChatWasForgottenMeanwhile() throws Exception {
        put("a.txt", "first\n");
        var asking = Place.of(toolbox, "one", ToolMode.ASK, workspace);
        asking.call("read_file", Map.of("path", "a.txt"));
        var request = Place.request("edit_file", Map.of("path", "a.txt", "old_text", "first", "new_text", "mine"));
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(asking.place(), request);
        Toolbox restarted = Tools.open(
                        top.resolve("data"), top.resolve("skills"), Map.of(), () -> 7420, Place.NO_AGENTS)
                .toolbox();

        ToolResult unasked = restarted.run(asking.place(), request, "", _ -> {});
        ToolResult allowed = restarted.run(asking.place(), request, asked.binding(), _ -> {});

        assertThat(unasked.text()).contains("has not read it");
        assertThat(allowed.failed()).isFalse();
        assertThat(workspace.resolve("a.txt")).hasContent("mine\n");
    }

    @Test
    void twoChatsThatWriteOneFileAtOnceDoNotBothWin() throws Exception {
        put("n.txt", "0");
        var writers = IntStream.range(0, 8)
                .mapToObj(i -> Place.of(toolbox, "writer-" + i, ToolMode.AUTO, workspace))
                .toList();
        var wins = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(writers.stream().map(each -> counting(each, wins)).toList());
        }

        assertThat(Integer.parseInt(Files.readString(workspace.resolve("n.txt"), UTF_8)))
                .isEqualTo(wins.get());
        assertThat(wins.get()).isPositive();
    }

    private static Callable<Integer> counting(Place each, AtomicInteger wins) {
        return () -> {
            for (int i = 0; i < 30; i++) {
                String before =
                        each.call("read_file", Map.of("path", "n.txt")).text().strip();
                String after = String.valueOf(Integer.parseInt(before) + 1);
                ToolResult result = each.call("write_file", Map.of("path", "n.txt", "content", after));
                if (!result.failed()) wins.incrementAndGet();
            }
            return wins.get();
        };
    }

    @Test
    void aChatThatWasForgottenReadsAgain() throws Exception {
        put("a.txt", "first\n");
        chat.call("read_file", Map.of("path", "a.txt"));
        toolbox.forget(new ChatId("one"));

        assertThat(chat.call("write_file", Map.of("path", "a.txt", "content", "x"))
                        .text())
                .contains("has not read it");
    }
}
