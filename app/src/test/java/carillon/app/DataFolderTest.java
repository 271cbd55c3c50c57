package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void aFileInItsPlaceIsRefusedByName() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining(file.toString())
                .extracting(thrown -> ((Trouble) thrown).exit())
                .isEqualTo(Exit.FOLDER);
    }

    @Test
    void oneAtATimeServesAFolder() {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));
        DataFolder other = DataFolder.open(temporary.resolve("other"));

        try (FolderLock held = FolderLock.take(folder).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(FolderLock.take(folder)).isEmpty();
            FolderLock.take(other).orElseThrow().close();
        }
        FolderLock.take(folder).orElseThrow().close();
    }

    @Test
    void theNoteOfThisProcessSaysWhereItServes() {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));

        ServingNote.ofThisProcess(OptionalInt.empty(), "1").write(folder);
        assertThat(ServingNote.read(folder))
                .hasValueSatisfying(note -> assertThat(note.address()).isEmpty());
        ServingNote.ofThisProcess(OptionalInt.of(7420), "1").write(folder);

        assertThat(ServingNote.read(folder)).hasValueSatisfying(note -> {
            assertThat(note.address()).hasToString("Optional[http://127.0.0.1:7420]");
            assertThat(note.pid()).isEqualTo(ProcessHandle.current().pid());
        });
    }

    @Test
    void aNoteWhoseProcessIsGoneOrAnotherCountsAsNone() throws IOException {
        DataFolder folder = DataFolder.open(temporary.resolve("home"));
        ServingNote now = ServingNote.ofThisProcess(OptionalInt.of(1), "1");

        new ServingNote(now.pid(), now.startedAt().minusSeconds(60), now.port(), "1").write(folder);
        assertThat(ServingNote.read(folder)).isEmpty();
        new ServingNote(Integer.MAX_VALUE, now.startedAt(), now.port(), "1").write(folder);
        assertThat(ServingNote.read(folder)).isEmpty();
        Files.writeString(folder.servingFile(), "{\"pid\":\"half a note");
        assertThat(ServingNote.read(folder)).isEmpty();
    }

    @Test
    void jsonIsReadBackAsWritten() {
        String json = new Json()
                .with("home", "C:\\a \"b\"\n")
                .with("pid", 12)
                .with("running", true)
                .toString();

        assertThat(json).isEqualTo("{\"home\":\"C:\\\\a \\\"b\\\"\\u000a\",\"pid\":12,\"running\":true}");
        assertThat(Json.find(json, "pid")).contains("12");
        assertThat(Json.find(json, "running")).contains("true");
        assertThat(Json.find(json, "nothing")).isEmpty();
    }
}
