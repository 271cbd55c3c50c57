package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A program that follows a chat, is cut after any message, and goes on from the last seq it has. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final Rig rig = new Rig();

    @BeforeEach
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** What a program knows of a chat: its facts, and the texts that are being written. */
    private static final class Known {
        final List<String> facts = new ArrayList<>();
        final Map<String, StringBuilder> open = new TreeMap<>();
        final List<String> texts = new ArrayList<>();
        long seq;

        void take(JsonNode event) {
            String kind = event.path("kind").asString();
            if (kind.equals("text") || kind.equals("reasoning")) {
                StringBuilder text =
                        open.computeIfAbsent(event.path("messageId").asString() + " " + kind, _ -> new StringBuilder());
                int offset = event.path("offset").asInt();
                assertThat(offset).as("a gap in %s", text).isLessThanOrEqualTo(text.length());
                text.setLength(offset);
                text.append(event.path("text").asString());
            }
            if (!event.has("seq")) return;
            assertThat(event.path("seq").asLong()).isEqualTo(seq + 1);
            seq++;
            facts.add(kind);
            if (kind.equals("message-posted")) {
                texts.add(event.path("message").path("parts").toString());
                open.clear();
            }
        }

        boolean hasOpen(String text) {
            return open.values().stream().anyMatch(each -> each.toString().equals(text));
        }
    }

    /** Follows a chat over the WebSocket and is cut once, after so many messages. */
    private final class Follower implements AutoCloseable {
        final Known known = new Known();
        private final String chat;
        private final int cutAfter;
        private int messages;
        private Window window;

        Follower(String chat, int cutAfter) throws IOException {
            this.chat = chat;
            this.cutAfter = cutAfter;
            window = watching();
        }

        private Window watching() throws IOException {
            var opened = new Window(rig);
            opened.watch(chat, known.seq, "w");
            return opened;
        }

        void until(Predicate<Known> there) throws IOException {
            while (!there.test(known)) {
                JsonNode message = window.next();
                if (message.path("event").path("chatId").asString("").equals(chat)) known.take(message.path("event"));
                if (++messages == cutAfter) {
                    window.close();
                    window = watching();
                }
            }
        }

        int messages() {
            return messages;
        }

        @Override
        public void close() throws IOException {
            window.close();
        }
    }

    /** A turn that thinks, speaks in three pieces, one with a character of two units, and ends. */
    private Follower follow(int cutAfter) throws IOException {
        String chat = rig.chat();
        try (var follower = new Follower(chat, cutAfter)) {
            rig.send(chat, "go");
            rig.models.think(chat, "hm");
            follower.until(known -> known.hasOpen("hm"));
            rig.models.say(chat, "one ");
            follower.until(known -> known.hasOpen("one "));
            rig.models.say(chat, "\uD83D\uDD14 ");
            follower.until(known -> known.hasOpen("one \uD83D\uDD14 "));
            rig.models.say(chat, "three");
            follower.until(known -> known.hasOpen("one \uD83D\uDD14 three"));
            rig.models.end(chat);
            follower.until(known -> known.facts.contains("turn-ended"));
            return follower;
        }
    }

    @Test
    void aReaderThatIsCutAfterAnyMessageEndsWithTheSameAsOneThatIsNot() throws IOException {
        Follower uncut = follow(NEVER);
        assertThat(uncut.known.texts).singleElement().asString().contains("hm", "one \uD83D\uDD14 three");
        assertThat(uncut.messages()).isGreaterThan(10);

        for (int cutAfter = 1; cutAfter <= uncut.messages(); cutAfter++) {
            Follower cut = follow(cutAfter);

            assertThat(cut.known.facts).as("cut after %s", cutAfter).isEqualTo(uncut.known.facts);
            assertThat(cut.known.texts).as("cut after %s", cutAfter).isEqualTo(uncut.known.texts);
        }
    }
}
