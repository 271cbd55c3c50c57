package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BrowserTest {
    private static final URI LINK = URI.create("http://127.0.0.1:7420/start#code");
    private static final Path PROFILE = Path.of("/home/me/.carillon/window");

    @Test
    void aChromiumGetsAWindowAndAProfileOfItsOwn() {
        List<List<String>> commands = commands(
                "linux", Map.of("PATH", "/usr/bin:/opt", "DISPLAY", ":0"), "/opt/chromium", "/usr/bin/xdg-open");

        assertThat(commands)
                .containsExactly(
                        List.of(
                                "/opt/chromium",
                                "--app=" + LINK,
                                "--no-first-run",
                                "--no-default-browser-check",
                                "--user-data-dir=" + PROFILE),
                        List.of("/usr/bin/xdg-open", LINK.toString()));
        assertThat(commands.toString()).doesNotContain("sandbox");
    }

    @Test
    void withoutAScreenThereIsNoWindow() {
        assertThat(commands("linux", Map.of("PATH", "/usr/bin", "DISPLAY", ""), "/usr/bin/chromium"))
                .isEmpty();
        assertThat(commands("linux", Map.of("PATH", "/usr/bin", "WAYLAND_DISPLAY", "wayland-0"), "/usr/bin/chromium"))
                .hasSize(1);
    }

    @Test
    void aSnapKeepsItsOwnProfile() {
        assertThat(commands("linux", Map.of("PATH", "/snap/bin", "DISPLAY", ":0"), "/snap/bin/chromium")
                        .getFirst())
                .noneMatch(word -> word.startsWith("--user-data-dir"));
    }

    @Test
    void macOsUsesChromeElseItsUsualBrowser() {
        String chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

        assertThat(commands("mac os x", Map.of("HOME", "/Users/me"), chrome))
                .extracting(List::getFirst)
                .containsExactly(chrome, "/usr/bin/open");
        assertThat(commands("mac os x", Map.of("HOME", "/Users/me")))
                .extracting(List::getFirst)
                .containsExactly("/usr/bin/open");
    }

    private static List<List<String>> commands(String system, Map<String, String> env, String... runnable) {
        Set<Path> there = Arrays.stream(runnable).map(Path::of).collect(Collectors.toSet());
        return new Browser(system, env, there::contains).commands(LINK, PROFILE);
    }
}
