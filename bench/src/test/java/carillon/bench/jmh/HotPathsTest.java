package carillon.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks of the hot paths come to an end and do what they measure; nothing else runs them. */
@Timeout(60)
class HotPathsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyTurnReachesItsReader(boolean oneByOne) throws IOException, InterruptedException {
        var engine = new TokensThroughTheEngine();
        engine.oneByOne = oneByOne;
        engine.open();
        try {
            long facts = engine.turn();
            assertThat(facts).isPositive();
            for (int i = 0; i < 20; i++) assertThat(engine.turn()).isEqualTo(facts);
        } finally {
            engine.close();
        }
    }

    @Test
    void aDeltaIsWritten() {
        assertThat(new DeltaJson().write()).isPositive();
    }
}
