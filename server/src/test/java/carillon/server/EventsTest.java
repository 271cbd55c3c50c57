package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.server.SseReader.Event;
import carillon.server.live.LiveLimits;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsTest {
    private static final List<String> PLAIN_TURN = List.of(
            "chat-created",
            "message-admitted",
            "message-delivered",
            "turn-started",
            "reply-started",
            "model-call-started",
            "model-call-ended",
            "message-posted",
            "reply-ended",
            "turn-ended");

    private final Rig rig =
            new Rig(new LiveLimits(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(45), 10));

    @BeforeEach
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<Event> facts(List<Event> events) {
        return events.stream().filter(event -> !event.id().isEmpty()).toList();
    }

    private static List<String> raw(List<Event> events) {
        return events.stream().map(Event::raw).toList();
    }

    @Test
    void aTurnIsHeardInOrderWithItsText() throws IOException {
        String chat = rig.chat();
        try (var reader = new SseReader(rig, chat, "")) {
            rig.send(chat, "go");
            rig.models.think(chat, "Hm. ");
            rig.models.say(chat, "Hel");
            rig.models.say(chat, "lo");
            rig.models.end(chat);

            List<Event> events = reader.until("turn-ended");

            assertThat(facts(events)).extracting(Event::kind).containsExactlyElementsOf(PLAIN_TURN);
            long seq = 0;
            for (Event fact : facts(events)) {
                seq++;
                assertThat(fact.id()).isEqualTo(Long.toString(seq));
                assertThat(fact.data().path("seq").asLong()).isEqualTo(seq);
                assertThat(fact.data().path("kind").asString()).isEqualTo(fact.kind());
                assertThat(fact.data().path("chatId").asString()).isEqualTo(chat);
                assertThat(fact.data().path("at").asString()).startsWith("2026-01-01T");
            }
            assertThat(textOf(events, "text")).isEqualTo("Hello");
            assertThat(textOf(events, "reasoning")).isEqualTo("Hm. ");
            JsonNode posted = events.stream()
                    .filter(event -> event.kind().equals("message-posted"))
                    .findFirst()
                    .orElseThrow()
                    .data();
            assertThat(posted.path("message").path("parts").path(1).path("text").asString())
                    .isEqualTo("Hello");
            assertThat(posted.path("agentId").asString()).isEqualTo("a1");
            Event delta = events.stream()
                    .filter(event -> event.kind().equals("text"))
                    .findFirst()
                    .orElseThrow();
            assertThat(delta.id()).isEmpty();
            assertThat(delta.data().has("seq")).isFalse();
            for (String field : List.of("turnId", "agentId", "messageId", "callId", "offset")) {
                assertThat(delta.data().has(field)).as(field).isTrue();
            }
        }
    }

    /** What a reader holds that keeps to {@code slice(0, offset) + text}; fails on a gap. */
    private static String textOf(List<Event> events, String kind) {
        var text = new StringBuilder();
        for (Event event : events) {
            if (!event.kind().equals(kind)) continue;
            int offset = event.data().path("offset").asInt();
            assertThat(offset).isLessThanOrEqualTo(text.length());
            text.setLength(offset);
            text.append(event.data().path("text").asString());
        }
        return text.toString();
    }

    @Test
    void whomAMessageIsForAndWhoMayNotAnswerAgainIsSaid() throws IOException {
        rig.post("/api/worlds/w/agents", "{\"name\":\"a2\",\"provider\":\"demo\",\"model\":\"scripted\"}");
        rig.ask("PATCH", "/api/worlds/w", "{\"turnLimit\":1}");
        String chat = rig.chat();
        try (var reader = new SseReader(rig, chat, "")) {
            rig.send(chat, "@a2 go");
            rig.models.say(chat, "@a1 you?");
            rig.models.end(chat);
            rig.models.say(chat, "No.");
            rig.models.end(chat);

            List<Event> events = reader.until("turn-ended");

            assertThat(of(events, "message-delivered").path("to").toString()).isEqualTo("[\"a2\"]");
            assertThat(of(events, "message-posted").path("message").path("to").toString())
                    .isEqualTo("[\"a2\"]");
            assertThat(of(events, "reply-limited").path("agentId").asString()).isEqualTo("a2");
            assertThat(of(events, "notice-posted").path("text").asString()).startsWith("@a2 has answered once since");
            assertThat(of(events, "turn-ended").path("outcome").asString()).isEqualTo("limited");
            assertThat(rig.get("/api/chats/" + chat)
                            .json()
                            .path("messages")
                            .path(0)
                            .path("to"))
                    .hasToString("[\"a2\"]");
        }
    }

    /** The last fact of a kind. */
    private static JsonNode of(List<Event> events, String kind) {
        return events.reversed().stream()
                .filter(event -> event.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .data();
    }

    @Test
    void aReaderGoesOnFromAnySeqWithTheSameFacts() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "one");
        rig.turn(chat, "two");
        List<String> all;
        try (var reader = new SseReader(rig, chat, "")) {
            all = raw(facts(upTo(reader, 19)));
        }
        assertThat(all).hasSize(19);

        for (int seq = 0; seq < all.size(); seq++) {
            try (var reader = new SseReader(rig, chat, "?after=" + seq)) {
                assertThat(raw(facts(upTo(reader, 19)))).isEqualTo(all.subList(seq, all.size()));
            }
        }
    }

    private static List<Event> upTo(SseReader reader, long seq) throws IOException {
        var events = new ArrayList<Event>();
        do events.add(reader.next());
        while (!events.getLast().id().equals(Long.toString(seq)));
        return events;
    }

    @Test
    void lastEventIdWinsOverAfter() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "one");

        try (var reader = new SseReader(rig, chat, "?after=2", Map.of("Last-Event-ID", "8"), 0)) {
            assertThat(facts(upTo(reader, 10))).extracting(Event::id).containsExactly("9", "10");
        }
        assertThat(Wire.ask(rig.port(), "GET", "/api/chats/" + chat + "/events", bad("-1"), "")
                        .code())
                .isEqualTo("bad-request");
        assertThat(Wire.ask(rig.port(), "GET", "/api/chats/" + chat + "/events", bad("x"), "")
                        .code())
                .isEqualTo("bad-request");
    }

    private static Map<String, String> bad(String lastEventId) {
        return Map.of("Authorization", "Bearer " + Rig.TOKEN, "Last-Event-ID", lastEventId);
    }

    @Test
    void aCursorPastTheEndIsResetAndEverythingFollows() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "one");

        try (var reader = new SseReader(rig, chat, "?after=1000000")) {
            List<Event> events = upTo(reader, 10);
            assertThat(events.getFirst().kind()).isEqualTo("reset");
            assertThat(events.getFirst().data().path("chatId").asString()).isEqualTo(chat);
            assertThat(facts(events)).hasSize(10);
        }
    }

    @Test
    void whoComesBackMeetsTheOpenTextFromItsStart() throws IOException {
        String chat = rig.chat();
        try (var first = new SseReader(rig, chat, "")) {
            rig.send(chat, "go");
            rig.models.say(chat, "so far ");
            first.until("text");
        }
        try (var second = new SseReader(rig, chat, "?after=6")) {
            Event open = second.next();
            assertThat(open.kind()).isEqualTo("text");
            assertThat(open.data().path("offset").asInt()).isZero();
            assertThat(open.data().path("text").asString()).isEqualTo("so far ");
            rig.models.say(chat, "and on");
            rig.models.end(chat);
            var events = new ArrayList<>(List.of(open));
            events.addAll(second.until("turn-ended"));
            assertThat(textOf(events, "text")).isEqualTo("so far and on");
        }
    }

    @Test
    void aSurrogatePairIsNeverTakenApart() throws IOException {
        String chat = rig.chat();
        try (var reader = new SseReader(rig, chat, "")) {
            rig.send(chat, "go");
            String said = "a\uD83D\uDE00b\"\\\n\u0001é漢";
            for (int i = 0; i < said.length(); i++) rig.models.say(chat, said.substring(i, i + 1));
            rig.models.end(chat);

            List<Event> events = reader.until("turn-ended");

            assertThat(textOf(events, "text")).isEqualTo(said);
            assertThat(events).noneMatch(event -> event.raw().contains("\uFFFD"));
        }
    }

    @Test
    void twoChatsAreHeardApart() throws IOException {
        String one = rig.chat();
        String two = rig.chat();
        try (var first = new SseReader(rig, one, "");
                var second = new SseReader(rig, two, "")) {
            rig.send(one, "canary-one");
            rig.send(two, "canary-two");
            for (int i = 0; i < 200; i++) {
                rig.models.say(one, "ONE ");
                rig.models.say(two, "TWO ");
            }
            rig.models.end(two);
            List<Event> ofTwo = second.until("turn-ended");
            rig.models.end(one);
            List<Event> ofOne = first.until("turn-ended");

            assertThat(textOf(ofOne, "text")).isEqualTo("ONE ".repeat(200));
            assertThat(textOf(ofTwo, "text")).isEqualTo("TWO ".repeat(200));
            assertThat(raw(ofOne)).noneMatch(raw -> raw.contains("TWO") || raw.contains("canary-two"));
            assertThat(raw(ofTwo)).noneMatch(raw -> raw.contains("ONE") || raw.contains("canary-one"));
            assertThat(ofOne)
                    .allMatch(event -> event.data().path("chatId").asString().equals(one));
            assertThat(ofTwo)
                    .allMatch(event -> event.data().path("chatId").asString().equals(two));
        }
    }

    @Test
    void aSilentStreamSaysThatItLives() throws IOException {
        String chat = rig.chat();
        try (var reader = new SseReader(rig, chat, "?after=1")) {
            reader.until("status");
            assertThat(reader.nextOrComment().raw()).isEqualTo(":");
            assertThat(reader.nextOrComment().raw()).isEqualTo(":");
        }
    }

    @Test
    void theStreamEndsWhenTheServerCloses() throws IOException {
        String chat = rig.chat();
        rig.send(chat, "go");
        try (var reader = new SseReader(rig, chat, "")) {
            long began = System.nanoTime();

            rig.server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> reader.until("turn-ended"))
                    .isInstanceOfAny(EOFException.class, NumberFormatException.class);
        }
    }
}
