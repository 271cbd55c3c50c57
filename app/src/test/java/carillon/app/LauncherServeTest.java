package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starting, asking and ending as a person does it, in processes of their own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(OS.WINDOWS)
class LauncherServeTest {
    private static final String GIVEN = "given-token-given-token-given-0000";

    @TempDir
    static Path shared;

    private static LauncherRoot launcher;

    @TempDir
    Path temporary;

    @BeforeAll
    static void build() {
        launcher = new LauncherRoot(shared).withThisJdk();
        LauncherRoot.Run run = launcher.run("--version");
        assertThat(run.exit()).as(run.err()).isZero();
    }

    @BeforeEach
    void aFolderOfItsOwn() {
        launcher.with("CARILLON_HOME", home().toString())
                .with("CARILLON_PORT", "0")
                .with("CARILLON_TOKEN", "")
                .with("DISPLAY", "");
    }

    @AfterEach
    void endWhatWasStarted() {
        launcher.endAll();
    }

    @Test
    void helpSaysTheCommandsAndEveryExitCode() {
        LauncherRoot.Run run = launcher.run("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("serve", "status", "stop", "--home", "--port", "--json", "CARILLON_TOKEN");
        for (Exit exit : Exit.values())
            assertThat(run.out()).contains(exit.code() + " ").contains(exit.meaning());
        assertThat(launcher.run("--version").out()).startsWith("carillon ");
        assertThat(home()).doesNotExist();
    }

    @Test
    void whatIsNotUnderstoodEndsWith64() {
        LauncherRoot.Run run = launcher.run("nonsense");

        assertThat(run.exit()).isEqualTo(64);
        assertThat(run.err()).contains("nonsense").contains("--help").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void itServesUntilItIsStopped() throws InterruptedException, IOException {
        Process server = serve();
        String line = server.inputReader().readLine();

        assertThat(line).contains("\"pid\":" + server.pid()).contains("\"home\":\"" + home() + "\"");
        URI address = URI.create(Json.find(line, "address").orElseThrow());
        assertThat(RunningServer.answers(address)).isTrue();
        LauncherRoot.Run status = launcher.run("status");
        assertThat(status.exit()).isZero();
        assertThat(status.out()).contains(address.toString()).contains(String.valueOf(server.pid()));
        assertThat(launcher.run("status", "--json").out())
                .contains("\"running\":true")
                .contains("\"answers\":true");

        LauncherRoot.Run stop = launcher.run("stop");

        assertThat(stop.exit()).isZero();
        assertThat(server.isAlive()).isFalse();
        assertThat(server.waitFor()).isEqualTo(143);
        assertThat(server.errorReader().readLine()).isNull();
        assertThat(launcher.run("status").exit()).isEqualTo(3);
        LauncherRoot.Run again = launcher.run("stop");
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("was not running");
    }

    @Test
    void brokenPricesAreSaidAndStopNothing() throws IOException, InterruptedException {
        Files.createDirectories(home());
        Files.writeString(home().resolve("prices.json"), "{\"models\": [7]}");
        String trouble = "The prices in prices.json are not used: models[0] must be an object";

        Process server = serve();

        assertThat(server.inputReader().readLine()).contains("\"pid\":" + server.pid());
        assertThat(server.errorReader().readLine()).contains(trouble);
        assertThat(launcher.run("status").err()).contains(trouble);
        assertThat(launcher.run("status").exit()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatItKeepsIsItsOwnersAloneAndWhatAgentsMakeIsAsAnyProgramMakesIt() throws IOException {
        Files.createDirectories(home());
        Process server = serve();
        server.inputReader().readLine();

        try (Stream<Path> all = Files.list(home())) {
            for (Path each : all.toList())
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .endsWith("------");
        }
        assertThat(umaskOf(server.pid()))
                .isEqualTo(umaskOf(ProcessHandle.current().pid()));
    }

    private static String umaskOf(long process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
            return lines.filter(line -> line.startsWith("Umask:")).findFirst().orElseThrow();
        }
    }

    @Test
    void aSignalEndsItInGoodTime() throws IOException, InterruptedException {
        Process server = serve();
        server.inputReader().readLine();

        server.destroy();

        assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(home().resolve("serving.json")).doesNotExist();
    }

    @Test
    void afterAKillItStartsAgain() throws IOException, InterruptedException {
        Process killed = serve();
        killed.inputReader().readLine();
        killed.destroyForcibly().waitFor();
        assertThat(home().resolve("serving.json")).exists();

        LauncherRoot.Run status = launcher.run("status");
        Process next = serve();
        String line = next.inputReader().readLine();

        assertThat(status.exit()).isEqualTo(3);
        assertThat(line).contains("\"pid\":" + next.pid());
    }

    @Test
    void aFolderIsServedOnce() throws IOException {
        Process server = serve();
        String line = server.inputReader().readLine();

        LauncherRoot.Run second = launcher.run("serve");

        assertThat(second.exit()).isEqualTo(75);
        assertThat(second.err())
                .contains(home().toString())
                .contains("process " + server.pid())
                .contains(Json.find(line, "address").orElseThrow());
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void aSecondOpenShowsTheWindowOfTheFirst() throws IOException {
        Process server = serve();
        String address = Json.find(server.inputReader().readLine(), "address").orElseThrow();

        LauncherRoot.Run printed = launcher.run("--no-window", "--json");
        LauncherRoot.Run opened = pretendingABrowser().run();
        launcher.with("DISPLAY", "").with("CARILLON_NO_WINDOW", "1");

        assertThat(printed.exit()).isZero();
        assertThat(Json.find(printed.out(), "startLink").orElseThrow()).startsWith(address + "/start#");
        assertThat(opened.exit()).isZero();
        assertThat(Files.readString(temporary.resolve("shown")))
                .contains("--app=" + address + "/start#")
                .contains("--user-data-dir=" + home().resolve("window"))
                .doesNotContain("sandbox");
        assertThat(home().resolve("carillon.log")).content().doesNotContain("start#");
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void openServesUntilItIsStoppedAlsoWithoutItsWindow() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", temporary.resolve("shown").toString())
                        .start()
                        .waitFor())
                .isZero();
        pretendingABrowser();
        Process server = launcher.start("--json");
        launcher.with("DISPLAY", "").with("CARILLON_NO_WINDOW", "1");
        String address = Json.find(server.inputReader().readLine(), "address").orElseThrow();

        String shown = Files.readString(temporary.resolve("shown"));
        String code = shown.substring(shown.indexOf('#') + 1, shown.indexOf(' ', shown.indexOf('#')));
        assertThat(shown).contains("--app=" + address + "/start#" + code);
        assertThat(home().resolve("carillon.log")).content().doesNotContain(code);
        assertThat(RunningServer.answers(URI.create(address))).isTrue();
        assertThat(launcher.run("stop").exit()).isZero();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LauncherRoot.Run run = launcher.run("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.exit()).isEqualTo(71);
            assertThat(run.err())
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("--port")
                    .contains("CARILLON_PORT");
            assertThat(launcher.run("status").exit()).isEqualTo(3);
        }
    }

    @Test
    void aTokenThatIsTooShortIsRefused() {
        LauncherRoot.Run run = launcher.with("CARILLON_TOKEN", "letmein").run("serve");

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.err()).contains("CARILLON_TOKEN").contains("32").doesNotContain("letmein");
    }

    @Test
    void aGivenTokenOpensTheDoorAndIsNotWritten() throws IOException {
        launcher.with("CARILLON_TOKEN", GIVEN);
        Process server = serve();
        server.inputReader().readLine();

        assertThat(launcher.run("--no-window").exit()).isZero();
        LauncherRoot.Run without = launcher.with("CARILLON_TOKEN", "").run("--no-window");
        LauncherRoot.Run wrong =
                launcher.with("CARILLON_TOKEN", GIVEN.replace('0', '1')).run("--no-window");

        assertThat(without.exit()).isEqualTo(77);
        assertThat(without.err()).contains("CARILLON_TOKEN");
        assertThat(wrong.exit()).isEqualTo(77);
        assertThat(home().resolve("token")).doesNotExist();
        assertThat(home().resolve("carillon.log")).content().doesNotContain(GIVEN);
    }

    @Test
    void aFolderThatCannotBeUsedIsNamed() throws IOException {
        Files.writeString(home(), "in the way");

        LauncherRoot.Run run = launcher.run("serve");

        assertThat(run.exit()).isEqualTo(73);
        assertThat(run.err()).contains(home().toString());
    }

    private Process serve() {
        return launcher.start("serve", "--json");
    }

    /** A screen and a browser that notes what it was to show, and ends. */
    private LauncherRoot pretendingABrowser() {
        LauncherRoot.script(shared.resolve("tools/chromium"), "echo \"$*\" >\"" + temporary.resolve("shown") + "\"");
        return launcher.with("DISPLAY", ":0").with("CARILLON_NO_WINDOW", "");
    }

    private Path home() {
        return temporary.resolve("home");
    }
}
