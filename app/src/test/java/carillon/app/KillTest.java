package carillon.app;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was acknowledged survives SIGKILL, at random instants and at named points. {@code -Dcarillon.kills} says how many
 * kills, {@code -Dcarillon.kills.seed} which; the seed of a failure is in its message.
 */
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    private static final int KILLS_A_FOLDER = 24;
    private static final int KILLS = Integer.getInteger("carillon.kills", KILLS_A_FOLDER);

    @TempDir
    Path temporary;

    static LongStream seeds() {
        long first = Long.getLong("carillon.kills.seed", System.nanoTime());
        return LongStream.range(first, first + Math.max(1, KILLS / KILLS_A_FOLDER));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(900)
    void whatWasAcknowledgedSurvivesKills(long seed, TestReporter reporter) throws Exception {
        var random = new Random(seed);
        try (var chain = new KillChain(temporary.resolve("home"), temporary, random)) {
            try {
                for (Fate fate : Fate.deal(KILLS_A_FOLDER, random)) chain.live(fate);
                chain.liveOn();
                reporter.publishEntry("milliseconds of text lost at most", String.valueOf(chain.mostLostMillis()));
            } catch (Throwable failure) {
                throw new AssertionError(
                        "With -Dcarillon.kills.seed=" + seed + ", " + String.join("\n", chain.story()), failure);
            }
        }
    }
}
