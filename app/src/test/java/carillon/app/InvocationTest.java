package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    @Test
    void noCommandOpensTheWindowOnTheUsualFolderAndPort() {
        Invocation asked = Invocation.parse(List.of(), Map.of());

        assertThat(asked)
                .isEqualTo(new Invocation.Open(new Settings(
                        Path.of(System.getProperty("user.home"), ".carillon"),
                        7420,
                        Settings.Output.PERSON,
                        Settings.Window.OPEN,
                        Optional.empty())));
    }

    @Test
    void optionsWinOverTheEnvironment() {
        var env = Map.of("CARILLON_HOME", "/from/env", "CARILLON_PORT", "1", "CARILLON_TOKEN", "secret");

        assertThat(Invocation.parse(List.of("serve"), env))
                .asInstanceOf(type(Invocation.Serve.class))
                .satisfies(serve -> assertThat(serve.settings().home()).isEqualTo(Path.of("/from/env")))
                .satisfies(serve -> assertThat(serve.settings().port()).isEqualTo(1))
                .satisfies(serve -> assertThat(serve.settings().givenToken()).contains("secret"));
        assertThat(Invocation.parse(List.of("--port=0", "serve", "--home", "/given", "--json"), env))
                .asInstanceOf(type(Invocation.Serve.class))
                .satisfies(serve -> assertThat(serve.settings().home()).isEqualTo(Path.of("/given")))
                .satisfies(serve -> assertThat(serve.settings().port()).isZero())
                .satisfies(serve -> assertThat(serve.settings().output()).isEqualTo(Settings.Output.JSON));
    }

    @Test
    void anEmptyVariableCountsAsNone() {
        Invocation asked = Invocation.parse(
                List.of("stop"), Map.of("CARILLON_PORT", "", "CARILLON_HOME", "", "CARILLON_TOKEN", ""));

        assertThat(asked)
                .asInstanceOf(type(Invocation.Stop.class))
                .satisfies(stop -> assertThat(stop.settings().port()).isEqualTo(7420))
                .satisfies(stop -> assertThat(stop.settings().givenToken()).isEmpty());
    }

    @Test
    void aFolderIsTakenFromWhereOneStands() {
        assertThat(Invocation.parse(List.of("status", "--home", "here/../there"), Map.of()))
                .asInstanceOf(type(Invocation.Status.class))
                .satisfies(status -> assertThat(status.settings().home())
                        .isEqualTo(Path.of("there").toAbsolutePath()));
    }

    @Test
    void noWindowIsAskedForByOptionOrVariable() {
        assertThat(windowOf(List.of("--no-window"), Map.of())).isEqualTo(Settings.Window.PRINT_LINK);
        assertThat(windowOf(List.of(), Map.of("CARILLON_NO_WINDOW", "1"))).isEqualTo(Settings.Window.PRINT_LINK);
        assertThat(windowOf(List.of(), Map.of("CARILLON_NO_WINDOW", "0"))).isEqualTo(Settings.Window.OPEN);
    }

    @Test
    void helpAndVersionNeedNothingElseToBeRight() {
        assertThat(Invocation.parse(List.of("serve", "--help"), Map.of("CARILLON_PORT", "x")))
                .isInstanceOf(Invocation.Help.class);
        assertThat(Invocation.parse(List.of("-V", "--json"), Map.of()))
                .isEqualTo(new Invocation.Version(Settings.Output.JSON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            launch            | launch
            serve now         | now
            --nonsense        | --nonsense
            -x                | -x
            --port            | --port
            --port=           | --port
            serve --port abc  | abc
            serve --port -1   | -1
            serve --port 65536 | 65536
            --json=yes        | --json
            --home            | --home
            """)
    void whatIsNotUnderstoodIsRefusedByName(String line, String named) {
        assertThatThrownBy(() -> Invocation.parse(List.of(line.split(" ")), Map.of()))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining(named)
                .hasMessageContaining("--help")
                .extracting(thrown -> ((Trouble) thrown).exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aWrongVariableIsRefusedByName() {
        assertThatThrownBy(() -> Invocation.parse(List.of("serve"), Map.of("CARILLON_PORT", "http")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("CARILLON_PORT")
                .hasMessageContaining("http");
    }

    private static Settings.Window windowOf(List<String> args, Map<String, String> env) {
        return ((Invocation.Open) Invocation.parse(args, env)).settings().window();
    }
}
