package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.Ids;
import carillon.core.id.ProviderId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** An engine over a store in memory and a model played by hand, with one world of one agent. */
final class Workplace implements AutoCloseable {
    static final WorldId WORLD = new WorldId("w");
    static final AgentId AGENT = new AgentId("a1");
    static final EngineSettings PATIENT = new EngineSettings(
            Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(4));

    final MemoryStore store;
    final HandModel model = new HandModel();
    final HandTools tools = new HandTools();
    final ChatEngine engine;

    Workplace() {
        this(new MemoryStore(), PATIENT);
    }

    Workplace(MemoryStore store, EngineSettings settings) {
        this(store, store.log(), settings);
    }

    Workplace(MemoryStore store, ChatLog log, EngineSettings settings) {
        this.store = store;
        var count = new AtomicLong(System.nanoTime());
        Ids ids = () -> "i" + count.incrementAndGet();
        engine = new ChatEngine(
                log,
                store.index(),
                store.worlds(),
                model,
                tools,
                Path.of("/workspaces"),
                ids,
                InstantSource.system(),
                settings);
        if (engine.worlds().isNew()) engine.worlds().create(world());
    }

    static World world() {
        var agent = agent(AGENT.value(), HandModel.NAME);
        return World.named(WORLD, "W", Instant.EPOCH)
                .withAgents(List.of(agent), Optional.empty())
                .withVariables(Map.of("who", "Grace"));
    }

    private static Agent agent(String id, String model) {
        return new Agent(
                new AgentId(id),
                "Agent " + id,
                Optional.of(new ModelChoice(new ProviderId("hand"), model, Optional.empty())),
                "You help {{who}}.",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
    }

    /** From the next turn on, the world has exactly these agents, each on a model that goes by the agent's id. */
    void agents(String... ids) {
        List<Agent> agents = Stream.of(ids).map(id -> agent(id, id)).toList();
        engine.worlds().edit(WORLD, world -> world.withAgents(agents, Optional.empty()));
    }

    ChatId chat() {
        return engine.create(WORLD, Optional.of("given")).chat();
    }

    Reader reads(ChatId chat) {
        return new Reader(engine, chat, 0);
    }

    Answer send(ChatId chat, String text) {
        return engine.send(chat, Optional.empty(), Sender.HUMAN, text, SendMode.QUEUE);
    }

    Answer stop(ChatId chat) {
        return engine.ask(chat, new ChatCommand.Stop(Optional.empty(), QueueAfterStop.CONTINUE));
    }

    List<Fact> facts(ChatId chat) {
        return store.log().read(chat, 0, ChatLog.MAX_READ).stream()
                .map(Recorded::fact)
                .toList();
    }

    @Override
    public void close() {
        engine.close();
    }
}
