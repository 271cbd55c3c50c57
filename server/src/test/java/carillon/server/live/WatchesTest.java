package carillon.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Toolbox;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchesTest {
    private static final WorldId WORLD = new WorldId("w");

    private final AtomicLong ids = new AtomicLong();

    private static final class NoModels implements ModelGateway {
        @Override
        public CallResult ask(ModelRequest request, ModelListener listener) {
            return new CallResult.Failed("There are none", Usage.NONE);
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

    private ChatEngine engine() {
        var store = new MemoryStore();
        var engine = new ChatEngine(
                store.log(),
                store.index(),
                store.worlds(),
                new NoModels(),
                Toolbox.NONE,
                Path.of("workspaces"),
                () -> "id" + ids.incrementAndGet(),
                () -> Instant.EPOCH,
                EngineSettings.DEFAULT);
        engine.worlds().create(World.named(WORLD, "w", Instant.EPOCH));
        return engine;
    }

    private static ChatId chat(ChatEngine engine) {
        return engine.create(WORLD, Optional.of("t")).chat();
    }

    @Test
    void aLongHistoryIsServedInPiecesBetweenTheOthers() throws Exception {
        var out = new ByteArrayOutputStream();
        var frames = new FrameWriter(new Outlet(out));
        var ready = new CountDownLatch(2);
        try (ChatEngine engine = engine()) {
            ChatId longOne = chat(engine);
            ChatId shortOne = chat(engine);
            for (int i = 0; i < 500; i++) engine.ask(longOne, new ChatCommand.Rename("title " + i));
            var watches = new Watches(engine, frames, new LiveCounts(), 10, ready::countDown);
            watches.add(longOne, Optional.of("long"), 0);
            watches.add(shortOne, Optional.of("short"), 0);
            ready.await();
            Watch first = watches.next();
            Watch second = watches.next();
            if (first == null || second == null) throw new AssertionError("Both chats should be ready");
            Watch ofLong = first.chat().equals(longOne) ? first : second;
            Watch ofShort = first == ofLong ? second : first;

            ofLong.serve(engine);
            Watch again = watches.next();
            ofShort.serve(engine);
            frames.flush();

            assertThat(again).isSameAs(ofLong);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("{\"caughtUp\":\"" + shortOne + "\"")
                    .doesNotContain("{\"caughtUp\":\"" + longOne + "\"");
            watches.closeAll();
        }
    }
}
