package carillon.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any commands in any order leave a chat that keeps what it promises. */
class ChatRulesTest {
    private static final int STEPS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void anyCommandsInAnyOrderKeepThePromises(long seed) {
        var random = new Random(seed);
        var ids = new AtomicInteger();
        var context = new Context(
                ChatRulesTest::world,
                () -> "i" + ids.incrementAndGet(),
                _ -> new Said(random.nextInt(3) == 0 ? "" : "text so far", "thought"));
        ChatState state = ChatState.EMPTY;
        var log = new ArrayList<Fact>();
        var calls = new ArrayList<Fact.ModelCallStarted>();
        for (int step = 0; step < STEPS; step++) {
            ChatCommand command = command(random, step, calls);
            Decision decision = ChatRules.decide(state, command, context);
            for (Fact fact : decision.facts()) {
                state = state.after(fact);
                log.add(fact);
                if (fact instanceof Fact.ModelCallStarted started) calls.add(started);
            }
            if (decision.answer() instanceof Answer.Refused)
                assertThat(decision.facts()).isEmpty();
            assertThat(state.seq()).isEqualTo(log.size());
            keepsItsPromises(log, state, "seed " + seed + " step " + step + " " + command);
        }
        assertThat(log.stream().reduce(ChatState.EMPTY, ChatState::after, (a, b) -> b))
                .isEqualTo(state);
        assertThat(calls).hasSizeGreaterThan(10);
    }

    private static ChatCommand command(Random random, int step, List<Fact.ModelCallStarted> calls) {
        if (step == 0) return new ChatCommand.Create(new WorldId("w"), Optional.empty());
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 ->
                new ChatCommand.Send(
                        new MessageId("m" + step),
                        Sender.HUMAN,
                        "text",
                        random.nextInt(4) == 0 ? SendMode.REJECT : SendMode.QUEUE,
                        Optional.empty());
            case 4 ->
                new ChatCommand.Stop(
                        random.nextBoolean() ? Optional.empty() : Optional.of(new TurnId("i" + random.nextInt(1, 40))),
                        random.nextBoolean() ? QueueAfterStop.PAUSE : QueueAfterStop.CONTINUE);
            case 5 -> new ChatCommand.Continue();
            case 6 -> random.nextInt(6) == 0 ? new ChatCommand.Delete() : new ChatCommand.Recover();
            case 7 -> new ChatCommand.Restore();
            case 8 -> new ChatCommand.Withdraw(new MessageId("m" + random.nextInt(step)));
            case 9 -> random.nextInt(4) == 0 ? new ChatCommand.Abort("fault") : new ChatCommand.ShutDown();
            default -> {
                if (calls.isEmpty()) yield new ChatCommand.Rename("named");
                int back = random.nextInt(Math.min(3, calls.size()));
                Fact.ModelCallStarted call = calls.get(calls.size() - 1 - back);
                CallResult result = random.nextInt(4) == 0
                        ? new CallResult.Failed("down", Usage.NONE)
                        : new CallResult.Answered(new Usage(1, 2, 0), Optional.empty());
                yield new ChatCommand.CallEnded(call.turn(), call.reply(), call.call(), result);
            }
        };
    }

    /** Read from the log alone, without the state that the rules used. */
    private static void keepsItsPromises(List<Fact> log, ChatState state, String where) {
        Map<MessageId, Integer> ends = new HashMap<>();
        var turnsStarted = new HashSet<TurnId>();
        var turnsEnded = new HashSet<TurnId>();
        var repliesOpen = new HashSet<Object>();
        var callsOpen = new HashSet<Object>();
        for (Fact fact : log) {
            switch (fact) {
                case Fact.MessageAdmitted admitted -> ends.put(admitted.message(), 0);
                case Fact.MessageDelivered delivered -> ends.merge(delivered.message(), 1, Integer::sum);
                case Fact.MessageWithdrawn withdrawn -> ends.merge(withdrawn.message(), 1, Integer::sum);
                case Fact.MessageFailed failed -> ends.merge(failed.message(), 1, Integer::sum);
                case Fact.TurnStarted started -> {
                    assertThat(turnsEnded).as(where).containsAll(turnsStarted);
                    turnsStarted.add(started.turn());
                }
                case Fact.TurnEnded ended -> {
                    assertThat(turnsEnded.add(ended.turn()))
                            .as(where + " ends once")
                            .isTrue();
                    assertThat(repliesOpen).as(where).isEmpty();
                    assertThat(callsOpen).as(where).isEmpty();
                }
                case Fact.ReplyStarted started -> repliesOpen.add(started.reply());
                case Fact.ReplyEnded ended ->
                    assertThat(repliesOpen.remove(ended.reply())).as(where).isTrue();
                case Fact.ModelCallStarted started -> callsOpen.add(started.call());
                case Fact.ModelCallEnded ended ->
                    assertThat(callsOpen.remove(ended.call())).as(where).isTrue();
                case Fact.ChatCreated _,
                        Fact.TitleChanged _,
                        Fact.MessagePosted _,
                        Fact.QueuePaused _,
                        Fact.QueueResumed _,
                        Fact.NoticePosted _,
                        Fact.ChatDeleted _,
                        Fact.ChatRestored _ -> {}
            }
        }
        long waiting = ends.values().stream().filter(count -> count == 0).count();
        assertThat(ends.values()).as(where).allMatch(count -> count <= 1);
        assertThat(state.queue()).as(where).hasSize((int) waiting);
        assertThat(state.turn().isPresent()).as(where).isEqualTo(turnsStarted.size() > turnsEnded.size());
        if (state.life() == Life.TRASHED) {
            assertThat(state.turn()).as(where).isEmpty();
            assertThat(state.queue()).as(where).isEmpty();
        }
    }

    static World world() {
        var model = new ModelChoice(new ProviderId("demo"), "demo", Optional.empty());
        var agent = new Agent(
                new AgentId("a1"),
                "Ada",
                Optional.of(model),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
        return new World(
                new WorldId("w"),
                "W",
                1,
                Instant.EPOCH,
                List.of(agent),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false);
    }
}
