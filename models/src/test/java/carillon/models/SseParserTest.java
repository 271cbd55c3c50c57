package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    @Test
    void readsEventsAsTheSpecificationSays() throws Exception {
        assertThat(events("data: one\n\n")).containsExactly("null:one");
        assertThat(events("data:one\n\n")).containsExactly("null:one");
        assertThat(events("data:  one \n\n")).containsExactly("null: one ");
        assertThat(events("data: a\ndata: b\ndata\n\n")).containsExactly("null:a\nb\n");
        assertThat(events("event: error\ndata: x\n\ndata: y\n\n")).containsExactly("error:x", "null:y");
        assertThat(events(": comment\n\nid: 7\nretry: 9\ndatas: no\nunknown\n\n"))
                .isEmpty();
        assertThat(events("event: lonely\n\ndata: x\n\n")).containsExactly("null:x");
        assertThat(events("data\n\n")).containsExactly("null:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyLineEndIsALineEnd(String end) throws Exception {
        String stream = "\uFEFFdata: ä1" + end + "data: 你" + end + end + ": c" + end + "data: \uD83D\uDE00" + end + end;
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

        for (int split = 0; split <= bytes.length; split++) {
            assertThat(events(bytes, split))
                    .as("split at %d", split)
                    .containsExactly("null:ä1\n你", "null:\uD83D\uDE00");
        }
    }

    @Test
    void lineEndsMayBeMixed() throws Exception {
        byte[] bytes = "data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r\ndata: e\n\n".getBytes(StandardCharsets.UTF_8);

        for (int split = 0; split <= bytes.length; split++) {
            assertThat(events(bytes, split))
                    .as("split at %d", split)
                    .containsExactly("null:a\nb\nc", "null:d", "null:e");
        }
    }

    @Test
    void theEndCompletesAnEventButNotALine() throws Exception {
        assertThat(events("data: a\n")).containsExactly("null:a");
        assertThat(events("data: a\ndata: b")).containsExactly("null:a");
        assertThat(events("data: a")).isEmpty();
    }

    @Test
    void nothingIsReadAfterTheSinkHasEnough() throws Exception {
        var seen = new ArrayList<String>();
        var parser = new SseParser((_, data) -> {
            seen.add(data);
            return false;
        });
        byte[] bytes = "data: a\n\ndata: b\n\n".getBytes(StandardCharsets.UTF_8);

        assertThat(parser.feed(bytes, 0, bytes.length)).isFalse();
        parser.end();

        assertThat(seen).containsExactly("a");
    }

    @Test
    void linesAndEventsAreBounded() {
        assertThatThrownBy(() -> events("data: " + "x".repeat(SseParser.MAX_BYTES)))
                .isInstanceOf(GarbledException.class)
                .hasMessageContaining("a line of more than 1 MB");
        String half = "data: " + "x".repeat(SseParser.MAX_BYTES / 2) + "\n";
        assertThatThrownBy(() -> events(half + half + half))
                .isInstanceOf(GarbledException.class)
                .hasMessageContaining("an event of more than 1 MB");
        String manyLines = "data: x\n".repeat(600_000);
        assertThatThrownBy(() -> events(manyLines)).isInstanceOf(GarbledException.class);
    }

    private static List<String> events(String stream) throws GarbledException {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        return events(bytes, bytes.length);
    }

    private static List<String> events(byte[] bytes, int split) throws GarbledException {
        var events = new ArrayList<String>();
        var parser = new SseParser((type, data) -> events.add(type + ":" + data));
        parser.feed(bytes, 0, split);
        parser.feed(bytes, split, bytes.length - split);
        parser.end();
        return events;
    }
}
