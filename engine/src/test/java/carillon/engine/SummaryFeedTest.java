package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SummaryFeedTest {
    private static final int SUMMARIES = 200_000;

    @Test
    void aVersionThatWasReadIsNeverThatOfASummaryStillToCome() throws Exception {
        try (var workplace = new Workplace()) {
            ChatSummary summary = workplace.engine.create(Workplace.WORLD, Optional.of("T"));
            var feed = new SummaryFeed(InstantSource.fixed(Instant.EPOCH));
            feed.publish(summary);
            var published = new AtomicBoolean();
            Thread publisher = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < SUMMARIES; i++) feed.publish(summary);
                published.set(true);
            });
            try {
                while (!published.get()) {
                    long read = feed.version();
                    assertThat(feed.live(summary.chat()).orElseThrow().version())
                            .isGreaterThanOrEqualTo(read);
                }
            } finally {
                publisher.join();
            }
        }
    }
}
