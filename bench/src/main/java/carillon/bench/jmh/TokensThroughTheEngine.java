package carillon.bench.jmh;

import static java.util.Objects.requireNonNull;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Fact;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.FeedSink;
import carillon.engine.Subscription;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Toolbox;
import carillon.storage.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole turns of new chats through owner, real store and reader, without model client and HTTP: what a token costs where
 * each is waited for, and where they come as fast as they can, with its share of the chat and of the turn.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class TokensThroughTheEngine {
    private static final int TOKENS = 1_000;
    private static final WorldId WORLD = new WorldId("bench");

    /** Whether the model goes on only when the reader has had the token before. */
    @Param({"true", "false"})
    public boolean oneByOne;

    private @Nullable Running running;

    @Setup(Level.Trial)
    public void open() throws IOException {
        running = new Running(oneByOne);
    }

    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public long turn() throws IOException, InterruptedException {
        return requireNonNull(running).turn();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        requireNonNull(running).close();
    }

    private static World world() {
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
        return World.named(WORLD, "bench", Instant.EPOCH).withAgents(List.of(agent), Optional.empty());
    }

    /** One chat after the other, each with one reader. */
    private static final class Running implements ModelGateway, FeedSink {
        private final boolean oneByOne;
        private final Semaphore seen = new Semaphore(0);
        private final Semaphore awake = new Semaphore(0);
        private final AtomicLong ids = new AtomicLong(System.nanoTime());
        private final Path folder = Files.createTempDirectory("carillon-jmh");
        private final SqliteStore store = SqliteStore.open(folder);
        private final ChatEngine engine = new ChatEngine(
                store.log(),
                store.index(),
                store.worlds(),
                this,
                Toolbox.NONE,
                Path.of("workspaces"),
                () -> "i" + ids.incrementAndGet(),
                InstantSource.system(),
                EngineSettings.DEFAULT);
        private boolean over;

        Running(boolean oneByOne) throws IOException {
            this.oneByOne = oneByOne;
            engine.worlds().create(world());
        }

        long turn() throws IOException, InterruptedException {
            ChatId chat = engine.create(WORLD, Optional.of("T")).chat();
            try (Subscription reader = engine.subscribe(chat, 0, awake::release)) {
                engine.send(chat, Optional.empty(), Sender.HUMAN, "go", SendMode.QUEUE);
                over = false;
                while (!over) {
                    if (reader.pull(this) == Subscription.Pulled.DRAINED && !over) {
                        awake.acquire();
                        awake.drainPermits();
                    }
                }
                return reader.seq();
            }
        }

        void close() throws IOException {
            engine.close();
            store.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }

        @Override
        public CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
            listener.asking();
            seen.drainPermits();
            for (int i = 0; i < TOKENS; i++) {
                listener.text("a token ");
                if (oneByOne) seen.acquire();
            }
            return new CallResult.Answered(Usage.counted(1, TOKENS, 0), Optional.empty());
        }

        @Override
        public OptionalInt contextTokens(ModelChoice model) {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt maxConcurrent(ModelChoice model) {
            return OptionalInt.empty();
        }

        @Override
        public void event(ChatEvent event) {
            switch (event) {
                case ChatEvent.Streamed _ -> seen.release();
                case Recorded recorded -> over |= recorded.fact() instanceof Fact.TurnEnded;
            }
        }

        @Override
        public void watching(ChatId of, long cutoff) {}

        @Override
        public void reset(ChatId of) {}

        @Override
        public void status(ChatId of, ChatStatus status) {}

        @Override
        public void caughtUp(ChatId of) {}
    }
}
