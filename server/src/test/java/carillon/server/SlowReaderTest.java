package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.server.SseReader.Event;
import carillon.server.live.LiveLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowReaderTest {
    private static final int TINY = 2_048;
    private static final String MUCH = "much ".repeat(20_000);

    private final Rig rig =
            new Rig(new LiveLimits(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(4), 10));

    @BeforeEach
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void awaitCut(long many) throws IOException {
        while (rig.get("/api/health").json().path("readersCut").asLong() < many) Thread.onSpinWait();
    }

    @Test
    void aReaderThatNeverReadsDelaysNobodyAndIsCut() throws IOException {
        String loud = rig.chat();
        String other = rig.chat();
        try (var stuck = new SseReader(rig, loud, "", java.util.Map.of(), TINY);
                var sameChat = new SseReader(rig, loud, "");
                var otherChat = new SseReader(rig, other, "")) {
            rig.send(loud, "go");
            rig.send(other, "go");
            for (int i = 0; i < 100; i++) rig.models.say(loud, MUCH);
            for (int i = 0; i < 100; i++) rig.models.say(other, "x");
            rig.models.end(other);
            rig.models.end(loud);

            assertThat(otherChat.until("turn-ended")).isNotEmpty();
            List<Event> heard = sameChat.until("turn-ended");
            assertThat(heard.stream()
                            .filter(event -> event.kind().equals("message-posted"))
                            .findFirst()
                            .orElseThrow()
                            .data()
                            .path("message")
                            .path("parts")
                            .path(0)
                            .path("text")
                            .asString())
                    .hasSize(MUCH.length() * 100);
            awaitCut(1);
            assertThat(stuck).isNotNull();
            while (rig.get("/api/health").json().path("readers").asInt() > 2) Thread.onSpinWait();
            assertThat(rig.get("/api/health").json().path("readers").asInt()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aWindowThatNeverReadsIsCutAndItsChatsGoOn() throws IOException {
        String loud = rig.chat();
        try (var stuck = new Window(rig, TINY);
                var reader = new SseReader(rig, loud, "")) {
            stuck.watch(loud, 0, "1");
            rig.send(loud, "go");
            for (int i = 0; i < 100; i++) rig.models.say(loud, MUCH);
            rig.models.end(loud);

            reader.until("turn-ended");
            awaitCut(1);
            rig.turn(loud, "goes on");
        }
    }

    @Test
    void aReaderOfOneByteAtATimeDelaysNobody() throws IOException {
        String loud = rig.chat();
        String other = rig.chat();
        try (var wire = new Wire(rig.port(), TINY);
                var otherChat = new SseReader(rig, other, "")) {
            wire.request("GET", "/api/chats/" + loud + "/events", Rig.GOOD, new byte[0]);
            rig.send(loud, "go");
            rig.send(other, "go");
            for (int i = 0; i < 100; i++) rig.models.say(loud, MUCH);
            for (int i = 0; i < 200; i++) {
                rig.models.say(other, "x");
                otherChat.until("text");
                assertThat(wire.in().read()).isNotNegative();
            }
            rig.models.end(other);
            rig.models.end(loud);

            assertThat(otherChat.until("turn-ended")).isNotEmpty();
        }
    }

    @Test
    void aWindowThatAnswersNoPingIsCut() throws IOException {
        try (var silent = new Window(rig)) {
            silent.answersPings = false;

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> silent.untilHas("never"))
                    .isInstanceOf(IOException.class);

            assertThat(silent.pings).isPositive();
            awaitCut(1);
        }
    }

    @Test
    void closingDoesNotWaitForAReaderThatNeverReads() throws IOException {
        String loud = rig.chat();
        try (var stuck = new SseReader(rig, loud, "", java.util.Map.of(), TINY);
                var reader = new SseReader(rig, loud, "")) {
            rig.send(loud, "go");
            for (int i = 0; i < 100; i++) rig.models.say(loud, MUCH);
            rig.models.end(loud);
            reader.until("turn-ended");
            long began = System.nanoTime();

            rig.server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(stuck).isNotNull();
        }
    }
}
