package carillon.bench.jmh;

import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Delta;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.server.json.EventJson;
import carillon.server.json.JsonOut;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One token of one chat as a reader gets it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DeltaJson {
    private static final ChatId CHAT = new ChatId("chat0000000000000000000001");

    private final EventJson events = new EventJson(CHAT);
    private final JsonOut out = new JsonOut();
    private final Streamed delta = new Streamed(
            CHAT,
            new TurnId("turn0000000000000000000001"),
            new Delta.Text(
                    new CallId("call0000000000000000000001"),
                    new AgentId("a1"),
                    new MessageId("message00000000000000001"),
                    "a token ",
                    1_234));

    @Benchmark
    public int write() {
        out.clear();
        events.streamed(out, delta);
        return out.size();
    }
}
