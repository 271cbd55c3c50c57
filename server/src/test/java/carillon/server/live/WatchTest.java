package carillon.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.id.ChatId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final ChatId OWN = new ChatId("own");
    private static final ChatId OTHER = new ChatId("other");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final FrameWriter frames = new FrameWriter(new Outlet(out));
    private final LiveCounts counts = new LiveCounts();
    private final Watch watch = new Watch(OWN, Optional.empty(), 0, frames, counts, _ -> {});

    private static Recorded event(ChatId chat, String said) {
        return new Recorded(chat, 1, Instant.EPOCH, new Fact.QueuePaused(said));
    }

    @Test
    void anEventOfAnotherChatIsDroppedAndCounted() throws IOException {
        watch.event(event(OTHER, "foreign"));
        watch.event(event(OWN, "own"));
        frames.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("own").doesNotContain("foreign");
        assertThat(counts.foreign()).isEqualTo(1);
    }

    @Test
    void anEventAfterTheWatchEndedIsDroppedAndCounted() throws IOException {
        watch.close();
        watch.event(event(OWN, "late"));
        frames.flush();

        assertThat(out.size()).isZero();
        assertThat(counts.late()).isEqualTo(1);
    }

    @Test
    void framesOfEverySizeHaveTheirLength() throws IOException {
        for (int size : new int[] {1, 100, 125, 126, 127, 65_535, 65_536, 70_000}) {
            out.reset();
            frames.text().value("x".repeat(size));
            frames.endText();
            frames.flush();

            byte[] sent = out.toByteArray();
            int length = sent[1] & 0x7F;
            int header = length < 126 ? 2 : length == 126 ? 4 : 10;
            for (int i = 2; i < header; i++) length = (i == 2 ? 0 : length << 8) | (sent[i] & 0xFF);
            assertThat(length).isEqualTo(size + 2);
            assertThat(sent).hasSize(header + size + 2);
        }
    }

    @Test
    void aHalfWrittenFrameIsForgotten() throws IOException {
        frames.text().begin().field("half", "x");
        frames.text().begin().field("whole", "y").end();
        frames.endText();
        frames.flush();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("{\"whole\":\"y\"}")
                .doesNotContain("half");
    }
}
