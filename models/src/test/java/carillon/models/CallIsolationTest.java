package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens in one call cannot be seen, delayed or stopped by another. */
@Timeout(60)
class CallIsolationTest {
    private static final Pattern TAG = Pattern.compile("tag=(\\w+)");

    private Trials trials;

    @BeforeEach
    void open(@TempDir Path folder) {
        trials = new Trials(folder, Map.of());
    }

    @AfterEach
    void close() {
        trials.close();
    }

    @Test
    void twoCallsAtOnceNeverMix() throws Exception {
        var bothSpoke = new CountDownLatch(2);
        try (var server = new ScriptedServer(v -> {
            String tag = tag(v);
            v.streamHead().chunk(SseText.text(tag + "-1 "));
            bothSpoke.countDown();
            bothSpoke.await();
            v.chunk(SseText.text(tag + "-2") + SseText.finish("stop") + SseText.done())
                    .end();
        })) {
            var one = new Heard();
            var two = new Heard();
            var first = trials.call(Trials.request(server.base(), "tag=one"), one);
            var second = trials.call(Trials.request(server.base(), "tag=two"), two);

            assertThat(first.result()).isInstanceOf(Answered.class);
            assertThat(second.result()).isInstanceOf(Answered.class);
            assertThat(one.text()).isEqualTo("one-1 one-2");
            assertThat(two.text()).isEqualTo("two-1 two-2");
        }
    }

    @Test
    void aHundredStreamsAtOnceKeepTheirOwnWords() throws Exception {
        var all = new CountDownLatch(100);
        try (var server = new ScriptedServer(v -> {
            String tag = tag(v);
            v.streamHead();
            all.countDown();
            all.await();
            for (int i = 0; i < 50; i++) v.chunk(SseText.text(tag + ":" + i + " "));
            v.chunk(SseText.finish("stop") + SseText.done()).end();
        })) {
            List<Heard> heard = new ArrayList<>();
            List<Trials.Call> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                heard.add(new Heard());
                calls.add(trials.call(Trials.request(server.base(), "tag=canary" + i), heard.get(i)));
            }

            for (int i = 0; i < 100; i++) {
                assertThat(calls.get(i).result()).isInstanceOf(Answered.class);
                var expected = new StringBuilder();
                for (int word = 0; word < 50; word++) expected.append("canary" + i + ":" + word + " ");
                assertThat(heard.get(i).text()).isEqualTo(expected.toString());
            }
        }
    }

    @Test
    void stoppingOneCallLetsTheOtherGoOn() throws Exception {
        var stopped = new CountDownLatch(1);
        try (var server = new ScriptedServer(v -> {
            String tag = tag(v);
            v.streamHead().chunk(SseText.text(tag + "-1 "));
            if (tag.equals("stopped")) {
                v.awaitClose();
                stopped.countDown();
            } else {
                stopped.await();
                v.chunk(SseText.text(tag + "-2") + SseText.finish("stop") + SseText.done())
                        .end();
            }
        })) {
            var one = new Heard();
            var two = new Heard();
            var first = trials.call(Trials.request(server.base(), "tag=stopped"), one);
            var second = trials.call(Trials.request(server.base(), "tag=other"), two);
            one.firstText.await();
            two.firstText.await();

            first.interrupt();

            assertThatThrownBy(first::result).isInstanceOf(InterruptedException.class);
            assertThat(second.result()).isInstanceOf(Answered.class);
            assertThat(one.text()).isEqualTo("stopped-1 ");
            assertThat(two.text()).isEqualTo("other-1 other-2");
        }
    }

    @Test
    void aFailedCallsConnectionIsNeverUsedAgain() throws Exception {
        try (var server = ScriptedServer.inTurn(
                v -> v.streamHead().chunk(SseText.text("old")).raw("5\r\nda"),
                v -> v.streamHead().chunk(SseText.text("new") + SseText.finish("stop") + SseText.done()))) {
            var one = new Heard();
            var two = new Heard();

            assertThat(trials.ask(server.base(), one)).isInstanceOf(Failed.class);
            assertThat(trials.ask(server.base(), two)).isInstanceOf(Answered.class);

            assertThat(one.text()).isEqualTo("old");
            assertThat(two.text()).isEqualTo("new");
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Without its pauses the readers below would hold every carrier thread for good. */
    @Test
    void streamsWhoseDataIsAlwaysThereLetOthersRun() throws Exception {
        var over = new AtomicBoolean();
        var endless = new InputStream() {
            @Override
            public int read() {
                return over.get() ? -1 : 'x';
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                return over.get() ? -1 : count;
            }
        };
        int readers = Runtime.getRuntime().availableProcessors() * 2;
        var reading = new CountDownLatch(readers);
        var other = new CountDownLatch(1);
        for (int i = 0; i < readers; i++) {
            Thread.startVirtualThread(() -> {
                var wire = new WireReader(endless);
                byte[] buffer = new byte[8 * 1024];
                reading.countDown();
                try {
                    while (wire.read(buffer, 0, buffer.length) >= 0) {
                        // the data never ends
                    }
                } catch (java.io.IOException _) {
                    // does not happen
                }
            });
        }
        reading.await();

        Thread.startVirtualThread(other::countDown);

        try {
            assertThat(other.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } finally {
            over.set(true);
        }
    }

    private static String tag(ScriptedServer.Visitor visitor) {
        Matcher tag = TAG.matcher(visitor.request.body());
        return tag.find() ? tag.group(1) : "none";
    }
}
