package carillon.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Answer;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Effect;
import carillon.core.chat.Fact;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.StatusKind;
import carillon.core.tool.ToolOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Any commands, results, crashes and refusals in any order leave chats that keep what they promise.
 *
 * <p>{@code -Dcarillon.simulation.seeds} says how many runs, from seed 1; {@code -Dcarillon.simulation.seed} replays one.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("carillon.simulation.seeds", 1_000);
    private static final long ONE = Long.getLong("carillon.simulation.seed", 0);
    private static final int A_LARGE_ONE_EVERY = 50;

    /** What nothing leads to: no rule fails a message. */
    private static final Set<Class<?>> NOT_MADE = Set.of(Fact.MessageFailed.class);

    /** What the rules never say: whoever looks the message up says it before. */
    private static final Set<Refusal> NOT_SAID = EnumSet.of(Refusal.MESSAGE_NOT_FOUND, Refusal.MESSAGE_NOT_EDITABLE);

    @Test
    void whateverHappensChatsKeepTheirPromises() {
        if (ONE > 0) {
            run(ONE);
            return;
        }
        var seen = new Seen();
        for (long seed = 1; seed <= SEEDS; seed++) seen.add(run(seed));
        if (SEEDS >= A_LARGE_ONE_EVERY) assertThat(missedBy(seen)).isEmpty();
    }

    @Test
    void aSeedGivesTheSameRunAgain() {
        assertThat(logsOf(7)).isEqualTo(logsOf(7)).isNotEqualTo(logsOf(8));
    }

    private static Seen run(long seed) {
        return of(seed).run();
    }

    private static String logsOf(long seed) {
        Simulation simulation = of(seed);
        simulation.run();
        return simulation.logs();
    }

    private static Simulation of(long seed) {
        return new Simulation(seed, seed % A_LARGE_ONE_EVERY == 0);
    }

    private static List<String> missedBy(Seen seen) {
        var missed = new ArrayList<String>();
        Stream.of(ChatCommand.class, Fact.class, Effect.class, Answer.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .filter(kind -> kind.isRecord() && !NOT_MADE.contains(kind) && !seen.has(kind))
                .forEach(kind -> missed.add(kind.getName()));
        for (Refusal refusal : EnumSet.complementOf(EnumSet.copyOf(NOT_SAID))) {
            if (!seen.has(refusal)) missed.add(refusal.name());
        }
        for (SendMode mode : SendMode.values()) if (!seen.has(mode)) missed.add(mode.name());
        for (StatusKind kind : StatusKind.values()) if (!seen.has(kind)) missed.add(kind.name());
        for (ToolOutcome outcome : ToolOutcome.values()) if (!seen.has(outcome)) missed.add(outcome.name());
        for (ApprovalDecision decision : ApprovalDecision.values())
            if (!seen.has(decision)) missed.add(decision.name());
        return missed;
    }
}
