package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.routing.Worlds;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any commands in any order leave a chat that keeps what it promises. */
class ChatRulesTest {
    private static final int STEPS = 1_000;
    private static final String[] SENT = {
        "text", "text", "@a2 text", "@a1 one\n@a3 two", "about @a2", "@nobody", "@a2 and\n@nobody"
    };
    private static final String[] SAID = {
        "text so far",
        "text so far",
        "",
        "@a1 you",
        "@a2 you",
        "@a3 you\n@a1 too",
        "@human you",
        "@a2 bye <world>STOP</world>",
        "<world>PASS</world>",
        "<world>TO: a1,a2,a3</world>"
    };

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584})
    void anyCommandsInAnyOrderKeepThePromises(long seed) {
        var random = new Random(seed);
        var ids = new AtomicInteger();
        World world = world();
        var context = new Context(
                () -> world, _ -> world, () -> "i" + ids.incrementAndGet(), call -> new Said(saidBy(call), "thought"));
        var promises = new Promises(world);
        ChatState state = ChatState.EMPTY;
        var log = new ArrayList<Fact>();
        var calls = new ArrayList<Fact.ModelCallStarted>();
        for (int step = 0; step < STEPS; step++) {
            ChatCommand command = command(random, step, calls);
            String where = "seed " + seed + " step " + step + " " + command;
            Decision decision = ChatRules.decide(state, command, context);
            for (Fact fact : decision.facts()) {
                state = state.after(fact);
                log.add(fact);
                if (fact instanceof Fact.ModelCallStarted started) calls.add(started);
                kept(where, () -> promises.take(fact, command instanceof ChatCommand.Abort));
            }
            if (decision.answer() instanceof Answer.Refused)
                assertThat(decision.facts()).isEmpty();
            assertThat(state.seq()).isEqualTo(log.size());
            ChatState now = state;
            kept(where, () -> promises.hold(now));
        }
        assertThat(log.stream().reduce(ChatState.EMPTY, ChatState::after, (a, b) -> b))
                .isEqualTo(state);
        assertThat(calls).hasSizeGreaterThan(10);
        assertThat(promises.handoffs()).isGreaterThan(5);
        assertThat(promises.limits()).isPositive();
    }

    private static void kept(String where, Runnable check) {
        try {
            check.run();
        } catch (AssertionError broken) {
            throw new AssertionError(where, broken);
        }
    }

    /** The same for one call whenever it is asked. */
    private static String saidBy(CallId call) {
        return SAID[Math.floorMod(call.value().hashCode(), SAID.length)];
    }

    private static ChatCommand command(Random random, int step, List<Fact.ModelCallStarted> calls) {
        if (step == 0) return new ChatCommand.Create(new WorldId("w"), Optional.empty());
        return switch (random.nextInt(60)) {
            case 0, 1 ->
                new ChatCommand.Send(
                        new MessageId("m" + step),
                        random.nextInt(4) == 0 ? Sender.WORLD : Sender.HUMAN,
                        SENT[random.nextInt(SENT.length)],
                        random.nextInt(4) == 0 ? SendMode.REJECT : SendMode.QUEUE,
                        Optional.empty());
            case 4 ->
                new ChatCommand.Stop(
                        random.nextBoolean() ? Optional.empty() : Optional.of(new TurnId("i" + random.nextInt(1, 40))),
                        random.nextBoolean() ? QueueAfterStop.PAUSE : QueueAfterStop.CONTINUE);
            case 5, 6 -> new ChatCommand.Continue();
            case 7 -> random.nextInt(6) == 0 ? new ChatCommand.Delete() : new ChatCommand.Recover();
            case 8, 9 -> new ChatCommand.Restore();
            case 10 -> new ChatCommand.Withdraw(new MessageId("m" + random.nextInt(step)));
            case 11 -> random.nextInt(4) == 0 ? new ChatCommand.Abort("fault") : new ChatCommand.ShutDown();
            default -> {
                if (calls.isEmpty()) yield new ChatCommand.Rename("named");
                int back = random.nextInt(Math.min(4, calls.size()));
                Fact.ModelCallStarted call = calls.get(calls.size() - 1 - back);
                CallResult result = random.nextInt(6) == 0
                        ? new CallResult.Failed("down", Usage.NONE)
                        : new CallResult.Answered(new Usage(1, 2, 0), Optional.empty());
                yield new ChatCommand.CallEnded(call.turn(), call.reply(), call.call(), result);
            }
        };
    }

    static World world() {
        return Worlds.limited(2, agent("a1", "Ada"), agent("a2", "Grace"), agent("a3", "Zoë", false));
    }
}
