package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String GIVEN = "given-token-given-token-given-0000";

    @TempDir
    Path temporary;

    @Test
    void aFolderKeepsItsRandomTokenForItsOwnerAlone() throws IOException {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));

        Token first = Token.of(folder, Optional.empty());

        assertThat(Base64.getUrlDecoder().decode(first.value())).hasSize(32);
        assertThat(Token.of(folder, Optional.empty())).isEqualTo(first);
        assertThat(modeOf(folder.tokenFile())).isEqualTo("rw-------");
        assertThat(modeOf(folder.path())).isEqualTo("rwx------");
        assertThat(Token.of(DataFolder.open(temporary.resolve("other")), Optional.empty()))
                .isNotEqualTo(first);
    }

    @Test
    void aGivenTokenWinsAndIsNotWritten() {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));
        Token own = Token.of(folder, Optional.empty());

        Token given = Token.of(folder, Optional.of(GIVEN));

        assertThat(given.value()).isEqualTo(GIVEN);
        assertThat(Token.of(folder, Optional.empty())).isEqualTo(own);
        DataFolder fresh = DataFolder.open(temporary.resolve("fresh"));
        Token.of(fresh, Optional.of(GIVEN));
        assertThat(fresh.tokenFile()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "31-characters-31-characters-31-",
                "with blanks with blanks with blanks",
                "Zeichen-außerhalb-von-ASCII-sind-verboten",
                "line\nbreak-line-break-line-break-line-break"
            })
    void aTokenThatCannotBeUsedIsRefusedWithoutRepeatingIt(String bad) {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));

        assertThatThrownBy(() -> Token.of(folder, Optional.of(bad)))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("CARILLON_TOKEN")
                .hasMessageContaining("32")
                .hasMessageNotContaining(bad)
                .extracting(thrown -> ((Trouble) thrown).exit())
                .isEqualTo(Exit.BAD_TOKEN);
    }

    @Test
    void aDamagedTokenFileIsNamed() throws IOException {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));
        Files.writeString(folder.tokenFile(), "oops");

        assertThatThrownBy(() -> Token.of(folder, Optional.empty()))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining(folder.tokenFile().toString());
    }

    @Test
    void aTokenDoesNotPrintItself() {
        assertThat(new Token(GIVEN)).asString().doesNotContain(GIVEN);
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
