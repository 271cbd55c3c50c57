package carillon.engine.spi;

import carillon.core.chat.Answer;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatRules;
import carillon.core.chat.ChatState;
import carillon.core.chat.Context;
import carillon.core.chat.Decision;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.OpenReply;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Said;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolUse;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A chat without an owner: the real rules decide, everything is appended at once, and what was appended is kept to
 * compare with. Every such chat counts its ids from 1, so two of them have the same ids inside. One thread at a time.
 */
public final class RuledChat {
    public static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");
    /** Answers what names nobody. */
    public static final AgentId HELPER = new AgentId("helper");

    public static final AgentId OTHER = new AgentId("other");
    public static final WorldId WORLD = new WorldId("home");

    private final ChatId id;
    private final World world;
    private final List<Recorded> events = new ArrayList<>();
    private final Map<CallId, Said> said = new HashMap<>();
    private ChatLog log;
    private ChatState state = ChatState.EMPTY;
    private Instant now = START;
    private int ids;
    private int sent;

    public RuledChat(ChatLog log, String id) {
        this(log, id, WORLD);
    }

    public RuledChat(ChatLog log, String id, WorldId in) {
        this.log = log;
        this.id = new ChatId(id);
        world = World.named(in, "Home", START)
                .withAgents(List.of(agent(HELPER), agent(OTHER)), Optional.of(HELPER))
                .withTurnLimit(OptionalInt.of(3));
    }

    private static Agent agent(AgentId agent) {
        return new Agent(
                agent,
                agent.value(),
                Optional.of(new ModelChoice(new ProviderId("demo"), "demo-1", Optional.empty())),
                "You help.",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
    }

    /** Goes on writing through another log. */
    public void writeTo(ChatLog other) {
        log = other;
    }

    public ChatId id() {
        return id;
    }

    public ChatState state() {
        return state;
    }

    public List<Recorded> events() {
        return List.copyOf(events);
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public RuledChat create() {
        command(new ChatCommand.Create(world.id(), Optional.empty(), Optional.empty()));
        return this;
    }

    /** Sends under the next id of {@code m1, m2, …}. */
    public MessageId send(String text) {
        var message = new MessageId("m" + ++sent);
        command(new ChatCommand.Send(message, Sender.HUMAN, text, SendMode.QUEUE, Optional.empty()));
        return message;
    }

    /** The message that the open model call is writing. */
    public MessageId openMessage() {
        return openReply().call().orElseThrow().message();
    }

    public void answer(String text) {
        callEnded(new Said(text, ""), new CallResult.Answered(Usage.counted(3, 5, 0), Optional.empty()));
    }

    public void callEnded(Said all, CallResult result) {
        callEnded(all, result, List.of());
    }

    /** The model asks for tools. */
    public void askFor(String text, ToolUse... tools) {
        var result = new CallResult.Answered(Usage.counted(3, 5, 0), Optional.empty());
        callEnded(new Said(text, ""), result, List.of(tools));
    }

    /** What came of a tool that runs. */
    public void toolEnded(ToolCallId call, ToolReturn result) {
        OpenTurn turn = state.turn().orElseThrow();
        command(new ChatCommand.ToolEnded(turn.turn(), openReply().reply(), call, result));
    }

    private void callEnded(Said all, CallResult result, List<ToolUse> tools) {
        OpenTurn turn = state.turn().orElseThrow();
        CallId call = openReply().call().orElseThrow().call();
        said.put(call, all);
        command(new ChatCommand.CallEnded(turn.turn(), openReply().reply(), call, result, tools));
    }

    private OpenReply openReply() {
        return state.turn().orElseThrow().replies().getFirst();
    }

    public Answer command(ChatCommand command) {
        Decision decision = ChatRules.decide(
                state,
                command,
                new Context(
                        () -> world,
                        _ -> world,
                        () -> state.usage(),
                        () -> "id" + ++ids,
                        call -> said.getOrDefault(call, Said.NOTHING)));
        if (!decision.facts().isEmpty()) append(decision.facts());
        return decision.answer();
    }

    public void append(Fact... facts) {
        append(List.of(facts));
    }

    private void append(List<Fact> facts) {
        ChatState after = state;
        var added = new ArrayList<Recorded>();
        now = now.plusMillis(1);
        for (Fact fact : facts) {
            after = after.after(fact);
            added.add(new Recorded(id, after.seq(), now, fact));
        }
        log.append(log.epoch(), added, after);
        events.addAll(added);
        state = after;
    }

    /** Does something at random that a person, a model or a restart could do. */
    public void step(Random random) {
        if (state.life() == Life.ABSENT) {
            create();
            return;
        }
        switch (random.nextInt(26)) {
            case 0, 1 -> send("@other word " + random.nextInt(1_000) + "\n@helper too");
            case 2, 3, 4 -> send("word " + random.nextInt(1_000) + " \"quoted\" ü 🎈");
            case 5 -> send("");
            case 6 ->
                state.queue().stream()
                        .skip(random.nextInt(state.queue().size() + 1))
                        .findFirst()
                        .ifPresent(queued -> command(new ChatCommand.Withdraw(queued.message())));
            case 7 -> command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.CONTINUE));
            case 8 -> command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
            case 9 -> command(new ChatCommand.Continue());
            case 10 -> command(new ChatCommand.Rename("Title " + random.nextInt(100)));
            case 11 ->
                command(new ChatCommand.TitleMade(
                        new CallId("title"),
                        state.firstSeq(),
                        "Made " + random.nextInt(100),
                        new Usage(random.nextInt(9), 1, 0, random.nextInt(9), random.nextInt(2))));
            case 12 -> command(random.nextInt(4) == 0 ? new ChatCommand.Delete() : new ChatCommand.Recover());
            case 13 -> command(new ChatCommand.Restore());
            case 14 -> command(new ChatCommand.ShutDown());
            case 15 -> placed(random).ifPresent(place -> command(new ChatCommand.Rewind(place)));
            case 16 -> placed(random).ifPresent(place -> command(new ChatCommand.Resend(place, message(random))));
            case 17 -> command(new ChatCommand.Undo());
            case 18 -> command(message(random));
            case 19 ->
                state.queue().stream()
                        .skip(random.nextInt(state.queue().size() + 1))
                        .findFirst()
                        .ifPresent(queued -> command(new ChatCommand.EditQueued(
                                queued.message(),
                                random.nextBoolean() ? Optional.of("changed " + ids) : Optional.empty(),
                                Optional.of(mode(random)))));
            default -> {
                if (state.turn().isPresent()) endCall(random);
            }
        }
    }

    private ChatCommand.Send message(Random random) {
        return new ChatCommand.Send(
                new MessageId("sent" + ++ids), Sender.HUMAN, "@helper now " + ids, mode(random), Optional.empty());
    }

    private static SendMode mode(Random random) {
        SendMode[] modes = {SendMode.QUEUE, SendMode.STEER, SendMode.INTERRUPT, SendMode.ROLLBACK};
        return modes[random.nextInt(modes.length)];
    }

    /** A message that has, or had, its place in the history. */
    private Optional<PlacedMessage> placed(Random random) {
        List<PlacedMessage> placed = events.stream()
                .flatMap(event -> switch (event.fact()) {
                    case Fact.MessageDelivered(var message, var _, var _) ->
                        Stream.of(new PlacedMessage(message, event.seq()));
                    case Fact.MessagePosted(var message) -> Stream.of(new PlacedMessage(message.id(), event.seq()));
                    default -> Stream.empty();
                })
                .toList();
        return placed.isEmpty() ? Optional.empty() : Optional.of(placed.get(random.nextInt(placed.size())));
    }

    private void endCall(Random random) {
        var usage = new Usage(
                random.nextInt(100), random.nextInt(100), random.nextInt(10), random.nextInt(100), random.nextInt(2));
        switch (random.nextInt(6)) {
            case 4, 5 ->
                callEnded(new Said("@helper and\n@other", ""), new CallResult.Answered(usage, Optional.empty()));
            case 0 -> callEnded(Said.NOTHING, new CallResult.Answered(usage, Optional.empty()));
            case 1 -> callEnded(new Said("half", ""), new CallResult.Failed("It broke.", usage));
            case 2 -> callEnded(new Said("short", "thought"), new CallResult.Answered(usage, Optional.of("Cut off.")));
            default -> callEnded(new Said("answer", "thought"), new CallResult.Answered(usage, Optional.empty()));
        }
    }
}
