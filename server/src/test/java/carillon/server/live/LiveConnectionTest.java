package carillon.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.id.WorldId;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.spi.HandHealth;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Toolbox;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.FixedLimit;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveConnectionTest {
    private static final class NoModels implements ModelGateway {
        @Override
        public CallResult ask(ModelRequest request, ModelListener listener) {
            throw new AssertionError("No model is asked here");
        }

        @Override
        public OptionalInt contextTokens(ModelChoice model) {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt maxConcurrent(ModelChoice model) {
            return OptionalInt.empty();
        }
    }

    /** What the window got; tells when the first of it is there. */
    private static final class Got extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void write(int b) {
            bytes.write(b);
            first.countDown();
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            bytes.write(from, offset, count);
            first.countDown();
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static World world() {
        return World.named(new WorldId("made-now"), "Made now", Instant.EPOCH);
    }

    @Test
    void whatChangesWhileTheWindowIsToldThatItIsConnectedReachesIt() {
        var store = new MemoryStore();
        var engine = new ChatEngine(
                store.log(),
                store.index(),
                store.worlds(),
                new NoModels(),
                Toolbox.NONE,
                Path.of("workspaces"),
                () -> "id",
                InstantSource.fixed(Instant.EPOCH),
                EngineSettings.DEFAULT);
        var got = new Got();
        var silentUntilTold = new DataReader(() -> {
            try {
                got.first.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
        try (var pulse = new Pulse(LiveLimits.DEFAULT, new LiveCounts())) {
            Runnable change = () -> engine.worlds().create(world());

            new LiveConnection(engine, new HandHealth(), pulse, silentUntilTold, got, change)
                    .handle(FixedLimit.create());

            assertThat(got.text()).contains("made-now");
        } finally {
            engine.close();
        }
    }
}
