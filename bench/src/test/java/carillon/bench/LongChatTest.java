package carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.storage.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongChatTest {
    @TempDir
    private Path folder;

    @Test
    void everyTurnIsWrittenWithItsNumber() throws IOException {
        var choice = new ModelChoice(new ProviderId("bench"), "m", Optional.empty());
        var agent = new Agent(
                new AgentId("a1"),
                "a1",
                Optional.of(choice),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.worlds()
                    .add(World.named(new WorldId("home"), "Home", Instant.EPOCH)
                            .withAgents(List.of(agent), Optional.empty()));
        }
        Path answer = Files.writeString(folder.resolve("answer.md"), "Answer #N#");

        LongChat.main(new String[] {folder.toString(), "home", "long", answer.toString(), "3"});

        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.index().transcript(new ChatId("long"), Long.MAX_VALUE, 100))
                    .extracting(message -> message.message().text())
                    .containsExactly(
                            "Question N1N of a long chat",
                            "Answer N1N",
                            "Question N2N of a long chat",
                            "Answer N2N",
                            "Question N3N of a long chat",
                            "Answer N3N");
        }
    }
}
