package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(OS.WINDOWS)
class LauncherBuildTest {
    @TempDir
    Path temporary;

    private LauncherRoot root;

    @BeforeEach
    void setUp() {
        root = new LauncherRoot(temporary).withPretendedJdk();
    }

    @AfterEach
    void endWhatWasStarted() {
        root.endAll();
    }

    @Test
    void anUnbuiltCloneIsBuiltOnceWithItsWindow() {
        LauncherRoot.Run first = root.run("serve");
        LauncherRoot.Run second = root.run("serve", "--port", "1");

        assertThat(first.exit()).isZero();
        assertThat(first.err()).contains("building Carillon with its window");
        assertThat(second.out()).contains("carillon.app.Main serve --port 1");
        assertThat(second.err()).isEmpty();
        assertThat(root.builds())
                .singleElement()
                .asString()
                .contains("-Plaunch")
                .doesNotContain("npm.skip");
    }

    @Test
    void theLauncherBecomesTheJavaProcess() {
        root.run("serve");

        Process process = root.start("serve");

        assertThat(LauncherRoot.finish(process).out()).startsWith("java " + process.pid() + " ");
    }

    @Test
    void aSourceThatWasChangedAddedOrRemovedIsBuilt() {
        root.run("serve");

        root.write("app/src/main/java/Main.java", "class Main { int changed; }");
        root.run("serve");
        assertThat(root.builds()).hasSize(2);
        root.write("app/src/main/java/Added.java", "class Added {}");
        root.run("serve");
        assertThat(root.builds()).hasSize(3);
        root.delete("app/src/main/java/Added.java");
        root.run("serve");
        assertThat(root.builds()).hasSize(4).last().asString().contains("npm.skip=true");
        root.write("renderer/src/main.tsx", "export const changed = 1");
        root.run("serve");
        assertThat(root.builds()).hasSize(5).last().asString().doesNotContain("npm.skip");
    }

    @Test
    void testsAndWhatABuildLeavesAreNoSources() {
        root.run("serve");

        root.write("app/src/test/java/MainTest.java", "class MainTest { int changed; }");
        root.write("app/target/classes/Main.class", "x");
        root.write("renderer/package-lock.json", "{}");
        root.run("serve");

        assertThat(root.builds()).hasSize(1);
    }

    @Test
    void statusAndStopUseWhatIsThere() {
        root.run("serve");
        root.write("app/src/main/java/Main.java", "class Main { int changed; }");

        root.run("status");
        root.run("stop");
        root.run("--version");

        assertThat(root.builds()).hasSize(1);
    }

    @Test
    void aChangeDuringABuildIsBuiltAtTheNextStart() {
        root.maven("[ -f build/seen ] || echo changed >>app/src/main/java/Main.java; touch build/seen");
        root.run("serve");
        root.run("serve");
        root.run("serve");

        assertThat(root.builds()).hasSize(2);
    }

    @Test
    void aFailedBuildShowsWhyAndIsTriedAgain() {
        root.maven("""
                if [ ! -f build/tried ]; then
                  touch build/tried
                  echo '[INFO] a line'
                  echo '[ERROR] Main.java:[1,1] boom'
                  exit 1
                fi""");

        LauncherRoot.Run failed = root.run("serve");

        assertThat(failed.exit()).isEqualTo(70);
        assertThat(failed.err())
                .contains("Main.java:[1,1] boom")
                .contains("build.log")
                .doesNotContain("a line");
        assertThat(root.run("serve").exit()).isZero();
        assertThat(root.builds()).hasSize(2);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws IOException, InterruptedException {
        Path gate = temporary.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        root.maven("read -r go <\"" + gate + "\"");

        Process first = root.start("serve");
        assertThat(first.errorReader().readLine()).contains("building");
        Process second = root.start("serve");
        assertThat(second.errorReader().readLine()).contains("another start is building");
        Files.writeString(gate, "go\n");

        assertThat(LauncherRoot.finish(first).exit()).isZero();
        assertThat(LauncherRoot.finish(second).exit()).isZero();
        assertThat(root.builds()).hasSize(1);
    }

    @Test
    void aServerThatRunsKeepsItsJarsThroughABuild() throws IOException {
        root.run("serve");
        Path launch = root.root().resolve("build/launch");
        Path before = launch.resolve(Files.readString(launch.resolve("current")).strip());

        root.write("app/src/main/java/Main.java", "class Main { int changed; }");
        root.run("serve");

        assertThat(launch.resolve(Files.readString(launch.resolve("current")).strip()))
                .isNotEqualTo(before);
        assertThat(before.resolve("lib")).isNotEmptyDirectory();
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() {
        root.with("CARILLON_JAVA_HOME", "").with("CARILLON_JDK_PATHS", "");

        LauncherRoot.Run run = root.run("serve");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).contains("JDK 25").contains("CARILLON_JAVA_HOME").contains("Temurin");
        assertThat(root.builds()).isEmpty();
    }

    @Test
    void anOldJdkIsNotEnough() throws IOException {
        Path old = temporary.resolve("old jdk");
        LauncherRoot.script(old.resolve("bin/javac"), "exit 0");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.2\"\n");

        assertThat(root.with("CARILLON_JAVA_HOME", old.toString()).run("serve").err())
                .contains("CARILLON_JAVA_HOME")
                .contains("old jdk");
        assertThat(root.with("CARILLON_JAVA_HOME", "")
                        .with("CARILLON_JDK_PATHS", old.toString())
                        .run("serve")
                        .exit())
                .isEqualTo(69);
    }

    @Test
    void withoutNodeItSaysWhatToInstallButOnlyWhenTheWindowMustBeBuilt() {
        root.node("v18.20.1");
        LauncherRoot.Run old = root.run("serve");
        root.withoutNode();
        LauncherRoot.Run none = root.run("serve");

        assertThat(old.exit()).isEqualTo(69);
        assertThat(old.err()).contains("Node.js 20").contains("v18.20.1");
        assertThat(none.exit()).isEqualTo(69);
        assertThat(none.err()).contains("Node.js 20").contains("no npm");
        assertThat(root.builds()).isEmpty();
        root.node("v22.1.0");
        root.run("serve");
        root.withoutNode();
        root.write("app/src/main/java/Main.java", "class Main { int changed; }");
        assertThat(root.run("serve").exit()).isZero();
        assertThat(root.builds()).hasSize(2);
    }

    @Test
    void aLinkToTheLauncherWorksFromAnywhere() throws IOException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Path absolute =
                Files.createSymbolicLink(bin.resolve("carillon"), root.root().resolve("carillon"));
        Path relative = Files.createSymbolicLink(bin.resolve("again"), Path.of("carillon"));

        assertThat(LauncherRoot.finish(root.startAs(absolute, "serve")).exit()).isZero();
        assertThat(LauncherRoot.finish(root.startAs(relative, "serve")).out()).contains("carillon.app.Main serve");
    }

    @Test
    void moreOptionsForJavaAreWordsBeforeTheClass() {
        root.with("CARILLON_JAVA_OPTS", "-Xmx2g -Dstar=*");

        assertThat(root.run("serve").out()).containsSubsequence("-Xmx512m", " -Xmx2g -Dstar=* ", "carillon.app.Main");
    }
}
