package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.engine.spi.StorageException.Trouble;
import carillon.server.live.LiveLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveTest {
    private final Rig rig =
            new Rig(new LiveLimits(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(45), 3));

    @BeforeEach
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<JsonNode> events(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.has("event"))
                .map(message -> message.path("event"))
                .toList();
    }

    private static String textOf(List<JsonNode> events, String chat) {
        var text = new StringBuilder();
        for (JsonNode event : events) {
            if (!event.path("kind").asString().equals("text")
                    || !event.path("chatId").asString().equals(chat)) continue;
            int offset = event.path("offset").asInt();
            assertThat(offset).isLessThanOrEqualTo(text.length());
            text.setLength(offset);
            text.append(event.path("text").asString());
        }
        return text.toString();
    }

    @Test
    void aWatchBeginsWithHistoryAndSaysWhenItIsLive() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "one");
        try (var window = new Window(rig)) {
            window.watch(chat, 4, "w1");

            JsonNode watching = window.untilHas("watching").getLast();
            List<JsonNode> history = window.untilHas("caughtUp");

            assertThat(watching.path("watching").asString()).isEqualTo(chat);
            assertThat(watching.path("id").asString()).isEqualTo("w1");
            assertThat(watching.path("cutoff").asLong()).isEqualTo(10);
            assertThat(events(history))
                    .filteredOn(event -> event.has("seq"))
                    .extracting(event -> event.path("seq").asLong())
                    .containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
            assertThat(history.getLast().path("id").asString()).isEqualTo("w1");
            rig.turn(chat, "two");
            assertThat(textOf(events(window.untilEvent(chat, "turn-ended")), chat))
                    .isEqualTo("two");
        }
    }

    @Test
    void aCursorPastTheEndIsReset() throws IOException {
        String chat = rig.chat();
        try (var window = new Window(rig)) {
            window.watch(chat, 99, "w1");

            List<JsonNode> messages = window.untilHas("caughtUp");

            assertThat(messages.stream().filter(message -> message.has("reset")))
                    .singleElement()
                    .satisfies(reset -> {
                        assertThat(reset.path("reset").asString()).isEqualTo(chat);
                        assertThat(reset.path("id").asString()).isEqualTo("w1");
                    });
            assertThat(events(messages).getFirst().path("kind").asString()).isEqualTo("chat-created");
        }
    }

    @Test
    void chatsOfOneWindowAreHeardApart() throws IOException {
        String one = rig.chat();
        String two = rig.chat();
        String unwatched = rig.chat();
        try (var window = new Window(rig);
                var stream = new SseReader(rig, two, "")) {
            window.watch(one, 0, "1");
            window.watch(two, 0, "2");
            rig.send(one, "canary-one");
            rig.send(two, "canary-two");
            rig.send(unwatched, "canary-three");
            for (int i = 0; i < 100; i++) {
                rig.models.say(one, "ONE ");
                rig.models.say(two, "TWO ");
                rig.models.say(unwatched, "THREE ");
            }
            rig.models.end(unwatched);
            rig.models.end(two);
            var messages = new ArrayList<>(window.untilEvent(two, "turn-ended"));
            rig.models.end(one);
            messages.addAll(window.untilEvent(one, "turn-ended"));

            List<JsonNode> events = events(messages);
            assertThat(textOf(events, one)).isEqualTo("ONE ".repeat(100));
            assertThat(textOf(events, two)).isEqualTo("TWO ".repeat(100));
            assertThat(events)
                    .noneMatch(event -> event.path("chatId").asString().equals(unwatched));
            assertThat(events)
                    .filteredOn(event -> event.path("chatId").asString().equals(one))
                    .noneMatch(event ->
                            event.toString().contains("TWO") || event.toString().contains("canary-two"));
            assertThat(events)
                    .filteredOn(event -> event.path("chatId").asString().equals(two))
                    .noneMatch(event ->
                            event.toString().contains("ONE") || event.toString().contains("canary-one"));
            assertThat(stream.until("turn-ended"))
                    .allMatch(event -> event.data().path("chatId").asString().equals(two));
        }
    }

    @Test
    void everyChatsSummaryComesWatchedOrNot() throws IOException {
        try (var window = new Window(rig)) {
            String chat = rig.chat();
            rig.send(chat, "go");
            List<JsonNode> busy = window.until(message -> message.path("summary")
                            .path("id")
                            .asString("")
                            .equals(chat)
                    && !message.path("summary").path("status").asString("").equals("idle"));
            rig.ask("DELETE", "/api/chats/" + chat, "");
            JsonNode deleted = window.until(message -> message.path("summary").has("deletedAt"))
                    .getLast();

            assertThat(events(busy)).isEmpty();
            assertThat(deleted.path("summary").path("version").asLong())
                    .isGreaterThan(
                            busy.getLast().path("summary").path("version").asLong());
        }
    }

    @Test
    void everyWindowIsToldHowTheStoreIsAndWhenThatChanges() throws Exception {
        rig.health.becomes(Optional.of(Trouble.FULL));
        try (var early = new Window(rig)) {
            JsonNode first = early.untilHas("store").getLast().path("store");
            assertThat(first.path("state").asString()).isEqualTo("storage-full");
            assertThat(first.path("detail").asString()).contains("Make room");
            assertThat(rig.get("/api/health").json().path("store").asString()).isEqualTo("storage-full");

            rig.health.becomes(Optional.empty());

            assertThat(early.untilHas("store")
                            .getLast()
                            .path("store")
                            .path("state")
                            .asString())
                    .isEqualTo("ok");
            try (var late = new Window(rig)) {
                assertThat(late.untilHas("store")
                                .getLast()
                                .path("store")
                                .path("state")
                                .asString())
                        .isEqualTo("ok");
            }
        }
        while (rig.health.listeners() > 0) Thread.onSpinWait();
    }

    @Test
    void aChangedWorldIsNamed() throws IOException {
        try (var window = new Window(rig)) {
            rig.ask("PATCH", "/api/worlds/w", "{\"name\":\"x\"}");
            JsonNode changed = window.untilHas("world").getLast();
            rig.ask("DELETE", "/api/worlds/w", "");
            JsonNode deleted = window.untilHas("world").getLast();

            assertThat(changed.path("world").path("id").asString()).isEqualTo("w");
            assertThat(changed.path("world").path("version").asInt()).isEqualTo(3);
            assertThat(deleted.path("world").path("deleted").asBoolean()).isTrue();
        }
    }

    @Test
    void unwatchingEndsTheEventsOfThatChatOnly() throws IOException {
        String one = rig.chat();
        String two = rig.chat();
        try (var window = new Window(rig)) {
            window.watch(one, 0, "1");
            window.untilHas("caughtUp");
            window.watch(two, 0, "2");
            window.untilHas("caughtUp");
            window.send("{\"unwatch\":[\"" + one + "\"]}");
            window.send("nonsense");
            window.untilHas("error");

            rig.turn(one, "unheard");
            rig.turn(two, "heard");

            List<JsonNode> events = events(window.untilEvent(two, "turn-ended"));
            assertThat(events)
                    .noneMatch(event -> event.path("chatId").asString().equals(one));
            assertThat(textOf(events, two)).isEqualTo("heard");
        }
    }

    @Test
    void watchingAgainTakesThePlaceOfTheEarlierWatch() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "one");
        try (var window = new Window(rig)) {
            window.watch(chat, 0, "1");
            window.untilHas("caughtUp");
            window.watch(chat, 8, "2");
            List<JsonNode> again = window.until(
                    message -> message.path("caughtUp").asString("").equals(chat)
                            && message.path("id").asString("").equals("2"));

            assertThat(events(again)).filteredOn(event -> event.has("seq")).hasSize(2);
            rig.turn(chat, "two");
            assertThat(events(window.untilEvent(chat, "turn-ended")))
                    .filteredOn(event -> event.has("seq"))
                    .extracting(event -> event.path("seq").asLong())
                    .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
        }
    }

    @Test
    void whatCannotBeWatchedIsRefusedAndTheRestGoesOn() throws IOException {
        String chat = rig.chat();
        try (var window = new Window(rig)) {
            record Case(String message, String code) {}
            for (Case each : List.of(
                    new Case("{\"watch\":[{\"chat\":\"nothing\",\"id\":\"x\"}]}", "chat-not-found"),
                    new Case("{\"watch\":[{\"chat\":\"../..\",\"id\":\"x\"}]}", "chat-not-found"),
                    new Case("{\"watch\":[{\"chat\":\"" + chat + "\",\"after\":-1,\"id\":\"x\"}]}", "bad-cursor"),
                    new Case("{\"watch\":[{\"chat\":\"" + chat + "\",\"after\":\"1\"}]}", "bad-request"),
                    new Case("{\"watch\":[{\"chat\":5}]}", "bad-request"),
                    new Case("{\"watch\":[{}]}", "bad-request"),
                    new Case("{\"watch\":{}}", "bad-request"),
                    new Case("{\"unwatch\":[1]}", "bad-request"),
                    new Case("[]", "bad-request"),
                    new Case("{", "bad-request"),
                    new Case("[".repeat(200) + "]".repeat(200), "bad-request"),
                    new Case(
                            "{\"watch\":[" + "{\"chat\":\"a\"},".repeat(1_000) + "{\"chat\":\"a\"}]}",
                            "bad-request"))) {
                window.send(each.message());
                JsonNode error = window.untilHas("error").getLast();
                assertThat(error.path("code").asString()).as(each.message()).isEqualTo(each.code());
                assertThat(error.toString()).doesNotContain("Exception");
            }
            window.frame(0x81, new byte[] {(byte) 0xC3, 0x28});
            assertThat(window.untilHas("error").getLast().path("code").asString())
                    .isEqualTo("bad-request");

            window.watch(chat, 0, "fine");
            assertThat(window.untilHas("caughtUp").getLast().path("id").asString())
                    .isEqualTo("fine");
        }
    }

    @Test
    void brokenFramesEndTheConnectionAndNoOther() throws IOException {
        String chat = rig.chat();
        try (var other = new Window(rig)) {
            other.watch(chat, 0, "o");
            other.untilHas("caughtUp");
            record Case(String hex, String end) {}
            for (Case each : List.of(
                    new Case("810178", "closed 1002"),
                    new Case("c18000000000", "closed 1002"),
                    new Case("82810000000001", "closed 1003"),
                    new Case("808000000000", "closed 1002"),
                    new Case("8b8000000000", "closed 1002"),
                    new Case("81ffffffffffffffffff", "closed 1009"),
                    new Case("888000000000", "closed 1000"))) {
                try (var window = new Window(rig)) {
                    window.raw(HexFormat.of().parseHex(each.hex()));
                    assertThatThrownBy(() -> window.untilHas("never")).hasMessage(each.end());
                }
            }
            try (var window = new Window(rig)) {
                window.frame(0x81, new byte[LiveLimits.MAX_MESSAGE_BYTES + 1]);
                assertThatThrownBy(() -> window.untilHas("never")).isInstanceOf(IOException.class);
            }

            rig.turn(chat, "still here");
            assertThat(textOf(events(other.untilEvent(chat, "turn-ended")), chat))
                    .isEqualTo("still here");
        }
    }

    @Test
    void aMessageMayComeInPieces() throws IOException {
        String chat = rig.chat();
        try (var window = new Window(rig)) {
            byte[] message =
                    ("{\"watch\":[{\"chat\":\"" + chat + "\",\"id\":\"p\"}]}").getBytes(StandardCharsets.UTF_8);
            window.frame(0x01, java.util.Arrays.copyOf(message, 10));
            window.frame(0x89, "are you there".getBytes(StandardCharsets.UTF_8));
            window.frame(0x80, java.util.Arrays.copyOfRange(message, 10, message.length));

            List<JsonNode> messages = window.untilHas("caughtUp");

            assertThat(messages).anyMatch(each -> each.path("pong").asString("").equals("are you there"));
        }
    }

    @Test
    void theServerPings() throws IOException {
        String chat = rig.chat();
        try (var window = new Window(rig)) {
            while (window.pings < 3) {
                window.send("x");
                window.untilHas("error");
            }
            assertThat(window.pings).isGreaterThanOrEqualTo(3);
            assertThat(rig.get("/api/chats/" + chat).status()).isEqualTo(200);
        }
    }

    @Test
    void thereIsALimitToWatches() throws IOException {
        String last = rig.chat();
        try (var window = new Window(rig)) {
            for (int i = 0; i < 3; i++) window.watch(rig.chat(), 0, "w" + i);
            window.watch(last, 0, "too many");
            JsonNode refused = window.untilHas("error").getLast();
            assertThat(refused.path("error").asString()).isEqualTo(last);
            assertThat(refused.path("id").asString()).isEqualTo("too many");
            assertThat(refused.path("code").asString()).isEqualTo("too-many-watches");
            assertThat(refused.path("detail").asString()).contains("at most 3 chats");
        }
    }

    @Test
    void chatsThatAreMissingOrLeftDoNotCountAsWatched() throws IOException {
        String left = rig.chat();
        String last = rig.chat();
        try (var window = new Window(rig)) {
            for (int i = 0; i < 9; i++) {
                window.watch("missing" + i, 0, "w" + i);
                assertThat(window.untilHas("error").getLast().path("code").asString())
                        .isEqualTo("chat-not-found");
            }
            for (String chat : List.of(left, rig.chat(), rig.chat())) {
                window.watch(chat, 0, chat);
                window.until(message -> message.path("caughtUp").asString("").equals(chat));
            }
            window.send("{\"unwatch\":[\"" + left + "\"]}");
            window.watch(last, 0, "last");
            window.until(message -> message.path("caughtUp").asString("").equals(last));
        }
    }

    @Test
    void theWindowIsToldWhenTheServerCloses() throws IOException {
        String chat = rig.chat();
        try (var window = new Window(rig)) {
            window.watch(chat, 0, "1");
            window.untilHas("caughtUp");
            long began = System.nanoTime();

            rig.server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThatThrownBy(() -> window.untilHas("never"))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("closed 1001");
        }
    }

    @Test
    void aWindowThatGoesLeavesNothingBehind() throws Exception {
        String chat = rig.chat();
        for (int i = 0; i < 50; i++) {
            try (var window = new Window(rig)) {
                window.watch(chat, 0, "1");
                window.untilHas("caughtUp");
            }
        }
        while (rig.get("/api/health").json().path("readers").asInt() > 0) Thread.onSpinWait();
        assertThat(rig.get("/api/chats/" + chat).status()).isEqualTo(200);
    }
}
