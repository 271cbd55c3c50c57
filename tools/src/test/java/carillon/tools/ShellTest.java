package carillon.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {
    @TempDir
    private Path top;

    private Path workspace;
    private Toolbox toolbox;
    private Place chat;

    @BeforeEach
    void open() throws IOException {
        workspace = Files.createDirectory(top.resolve("ws")).toRealPath();
        var environment =
                Map.of("PATH", System.getenv("PATH") + ":.:" + workspace, "OPENAI_API_KEY", "sk-secret", "HOME", "/h");
        toolbox = Tools.open(top.resolve("data"), top.resolve("skills"), environment, () -> 7420, Place.NO_AGENTS)
                .toolbox();
        chat = Place.of(toolbox, "one", ToolMode.AUTO, workspace);
    }

    private ToolResult command(String text) throws InterruptedException {
        return chat.call("shell", Map.of("command", text));
    }

    @Test
    void aCommandRunsInTheWorkspaceWithASmallEnvironment() throws Exception {
        assertThat(chat.call("shell", Map.of("argv", List.of("pwd"))).text()).isEqualTo(workspace.toString());
        assertThat(command("env").text()).contains("HOME=/h", "TERM=dumb").doesNotContain("sk-secret");
        assertThat(command("env").text().lines().map(line -> line.substring(0, line.indexOf('='))))
                .isSubsetOf(
                        "HOME",
                        "PATH",
                        "TERM",
                        "NO_COLOR",
                        "PAGER",
                        "GIT_PAGER",
                        "GIT_TERMINAL_PROMPT",
                        "CARILLON_CALL",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
        assertThat(command("printf '%s' \"$PATH\"").text())
                .doesNotContain(workspace.toString())
                .doesNotContain(":.:");
        assertThat(chat.call("shell", Map.of("argv", List.of("printf", "%s|", "a b", "$HOME; ls")))
                        .text())
                .isEqualTo("a b|$HOME; ls|");
    }

    @Test
    void anEndThatIsNoSuccessIsSaid() throws Exception {
        ToolResult failed = command("echo out; echo err >&2; exit 3");

        assertThat(failed.failed()).isTrue();
        assertThat(failed.text()).isEqualTo("out\nerr\n[Exit code 3]");
        assertThat(command("true").text()).isEqualTo("[No output; exit code 0]");
        assertThat(chat.call("shell", Map.of("argv", List.of("no-such-program")))
                        .text())
                .contains("no program");
        assertThat(command("cat").failed()).as("standard input is empty").isFalse();
    }

    @Test
    void longOutputKeepsItsBeginningAndItsEnd() throws Exception {
        ToolResult result = command("echo begin; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end");

        assertThat(result.text())
                .hasSizeLessThan(70_000)
                .startsWith("begin")
                .endsWith("end")
                .contains("characters left out");
    }

    @Test
    void outputIsHeardWhileItRunsAndHasNoEscapes() throws Exception {
        var heard = new StringBuilder();
        Path pipe = workspace.resolve("go");
        ToolRequest request = Place.request(
                "shell",
                Map.of(
                        "command",
                        "mkfifo go; printf '\\033[31mred\\033[0m\\033]0;title\\007\\r\\n'; cat go; echo done"));
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(chat.place(), request);

        ToolResult result = toolbox.run(chat.place(), request, asked.binding(), more -> {
            if (heard.isEmpty() && !more.isBlank()) answer(pipe);
            heard.append(more);
        });

        assertThat(heard.toString()).isEqualTo("red\nanswered\ndone\n");
        assertThat(result.text()).isEqualTo("red\nanswered\ndone");
    }

    private static void answer(Path pipe) {
        try {
            Files.writeString(pipe, "answered\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void nothingOutlivesACommand() throws Exception {
        String mark = "outlive-" + System.nanoTime();

        command("sleep 600 " + "& echo " + mark + "; (setsid sh -c 'sleep 601; : " + mark
                + "' >/dev/null 2>&1 &) ; env -i sleep 602 &");

        assertThat(Processes.in(workspace)).isEmpty();
    }

    @Test
    void aTimeLimitEndsAllOfIt() throws Exception {
        ToolResult result = chat.call(
                "shell",
                Map.of(
                        "command",
                        "trap '' TERM INT; echo begun; (setsid sleep 600 &); sleep 600",
                        "timeout_seconds",
                        1));

        assertThat(result.failed()).isTrue();
        assertThat(result.text()).startsWith("begun").contains("more than 1 s");
        assertThat(Processes.in(workspace)).isEmpty();
    }

    @Test
    void anInterruptEndsAllOfItBeforeItIsThrown() throws Exception {
        var begun = new CountDownLatch(1);
        ToolRequest request = Place.request(
                "shell", Map.of("command", "trap '' TERM INT; (setsid sleep 600 &); echo begun; sleep 600"));
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(chat.place(), request);
        var left = new FutureTask<>(() -> {
            try {
                toolbox.run(chat.place(), request, asked.binding(), _ -> begun.countDown());
                throw new AssertionError("It ended by itself");
            } catch (InterruptedException _) {
                return Processes.in(workspace);
            }
        });
        Thread thread = Thread.ofVirtual().start(left);

        begun.await();
        thread.interrupt();

        assertThat(left.get()).isEmpty();
    }

    @Test
    void aListenerThatFailsLeavesNothingRunning() throws Exception {
        ToolRequest request = Place.request("shell", Map.of("command", "echo begun; sleep 600"));
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(chat.place(), request);

        assertThatThrownBy(() -> toolbox.run(chat.place(), request, asked.binding(), _ -> {
                    throw new IllegalStateException("no ears");
                }))
                .hasMessage("no ears");
        assertThat(Processes.in(workspace)).isEmpty();
    }

    @Test
    void aTextAlwaysAsksAndWhatIsShownIsWhatRuns() throws Exception {
        String text = "ls # \u202e\u200b\u0007\nrm x";
        var asked = (ToolVerdict.NeedsApproval) chat.judge("shell", Map.of("command", text));
        var other = (ToolVerdict.NeedsApproval) chat.judge("shell", Map.of("command", text + " "));

        assertThat(asked.detail()).isEqualTo("ls # \\u{202e}\\u{200b}\\u{7}\nrm x");
        assertThat(asked.summary()).doesNotContain("\n");
        assertThat(asked.scope()).isNotEqualTo(other.scope());
        assertThat(asked.binding()).isNotEqualTo(other.binding());
    }

    @Test
    void aProgramOfTheWorkspaceIsNotTakenForTheSystemsOwn() throws Exception {
        Path fake = workspace.resolve("ls");
        Files.writeString(fake, "#!/bin/sh\necho fake\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();

        assertThat(chat.call("shell", Map.of("argv", List.of("ls"))).text()).isEqualTo("ls");
        assertThat(chat.judge("shell", Map.of("argv", List.of("./ls")))).isInstanceOf(ToolVerdict.NeedsApproval.class);

        Path bin = Files.createSymbolicLink(top.resolve("bin"), workspace);
        Toolbox linked = Tools.open(
                        top.resolve("data"),
                        top.resolve("skills"),
                        Map.of("PATH", bin + ":/usr/bin:/bin"),
                        () -> 7420,
                        Place.NO_AGENTS)
                .toolbox();
        assertThat(Place.of(linked, "one", ToolMode.AUTO, workspace).judge("shell", Map.of("argv", List.of("ls"))))
                .isInstanceOf(ToolVerdict.NeedsApproval.class);
    }

    @Test
    void harmlessGitRunsNoHookOfTheRepository() throws ExecutionException, InterruptedException, IOException {
        Path kept = Files.writeString(workspace.resolve("kept.txt"), "x");
        for (String words : List.of(
                "git init -q .", "git add .", "git -c user.name=a -c user.email=a@b.c commit -qm x --allow-empty")) {
            assertThat(command(words).failed()).as(words).isFalse();
        }
        Path hook = workspace.resolve(".git/hooks/post-index-change");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ntouch " + top.resolve("ran") + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        Files.writeString(workspace.resolve("new.txt"), "x");
        Files.setLastModifiedTime(kept, FileTime.from(Instant.EPOCH));

        assertThat(chat.judge("shell", Map.of("argv", List.of("git", "status", "--short"))))
                .isInstanceOf(ToolVerdict.Allowed.class);
        assertThat(chat.call("shell", Map.of("argv", List.of("git", "status", "--short")))
                        .text())
                .isEqualTo("?? new.txt");
        assertThat(top.resolve("ran")).doesNotExist();
    }
}
