package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What must hold for all facts of a chat at rest, however often its processes were killed. */
final class ChatHistory {
    private static final Pattern CANARY = Pattern.compile("bird\\d{4}");
    private static final Set<String> BEGINS =
            Set.of("reply-started", "model-call-started", "tool-requested", "tool-started");

    private final KnownChat chat;
    private final Map<String, List<JsonNode>> byKind = new HashMap<>();
    private final List<JsonNode> facts;

    ChatHistory(KnownChat chat) {
        this.chat = chat;
        facts = chat.facts();
        for (JsonNode fact : facts) {
            byKind.computeIfAbsent(fact.path("kind").asString(), _ -> new ArrayList<>())
                    .add(fact);
        }
    }

    void check(ScriptedProvider provider, Lives lives) {
        holdsOneChat();
        hasEveryMessageOnce();
        deliversInOrder();
        int waits = all("approval-requested").size() > all("approval-answered").size() ? 1 : 0;
        hasOneEndEach("turn-started", "turn-ended", "turnId", waits);
        hasOneEndEach("reply-started", "reply-ended", "replyId", waits);
        hasOneEndEach("model-call-started", "model-call-ended", "callId", 0);
        hasOneLastMessageEach();
        endsTurnsWhereTheyWereCut(lives);
        keepsTexts(provider);
        assertThat(all("turn-started").stream().filter(turn -> turn.has("continues")))
                .as("turns that go on do so because a person asked")
                .hasSizeLessThanOrEqualTo(chat.goOns());
        assertThat(provider.asked(chat.canary))
                .as("each stored call asked at most once")
                .isLessThanOrEqualTo(all("model-call-started").size());
    }

    private List<JsonNode> all(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    private List<String> all(String kind, String field) {
        return all(kind).stream().map(fact -> value(fact, field)).toList();
    }

    private static String value(JsonNode fact, String field) {
        JsonNode holder = fact.has("message") ? fact.path("message") : fact;
        return holder.path(field).asString();
    }

    private void holdsOneChat() {
        Set<String> canaries = new TreeSet<>();
        CANARY.matcher(facts.toString()).results().forEach(found -> canaries.add(found.group()));
        canaries.remove(chat.canary);
        assertThat(canaries).as("words of other chats in " + chat.canary).isEmpty();
    }

    private void hasEveryMessageOnce() {
        Map<String, String> texts = chat.texts();
        assertThat(all("message-admitted", "messageId")).as("admitted").doesNotHaveDuplicates();
        for (JsonNode admitted : all("message-admitted")) {
            assertThat(admitted.path("text").asString())
                    .isEqualTo(texts.get(admitted.path("messageId").asString()));
        }
        assertThat(all("message-admitted", "messageId"))
                .as("acknowledged messages are there")
                .containsAll(chat.answers().keySet());
        var ends = new ArrayList<String>();
        for (String kind : List.of("message-delivered", "message-withdrawn")) ends.addAll(all(kind, "messageId"));
        assertThat(ends).as("ends of messages").doesNotHaveDuplicates();
        assertThat(all("message-failed")).isEmpty();
        chat.answers().forEach((message, answer) -> {
            if (!answer.has("turnId")) return;
            assertThat(all("turn-started"))
                    .as("the turn that was promised to " + message)
                    .anyMatch(turn -> turn.path("turnId").equals(answer.path("turnId"))
                            && turn.path("messageId").asString().equals(message));
        });
    }

    private void deliversInOrder() {
        List<String> delivered = all("message-delivered", "messageId");
        List<String> inOrder = all("message-admitted", "messageId").stream()
                .filter(new HashSet<>(delivered)::contains)
                .toList();
        assertThat(delivered).as("first come, first served").isEqualTo(inOrder);
        assertThat(all("turn-started").stream().filter(turn -> !turn.has("continues")))
                .as("a turn for each delivered message")
                .hasSize(delivered.size());
    }

    /** @param open how many have not ended */
    private void hasOneEndEach(String began, String ended, String id, int open) {
        assertThat(all(began, id))
                .as(ended + " for each " + began)
                .doesNotHaveDuplicates()
                .containsAll(all(ended, id))
                .hasSize(all(ended, id).size() + open);
        assertThat(all(ended, id)).doesNotHaveDuplicates();
    }

    private void hasOneLastMessageEach() {
        List<String> last = all("message-posted").stream()
                .filter(posted -> parts(posted.path("message"), "tool-call").isEmpty())
                .map(posted -> value(posted, "replyId"))
                .toList();
        assertThat(last)
                .as("a message that asks for nothing for each reply")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(all("reply-ended", "replyId"));
    }

    /** A turn that waited for a person waits on; any other is over with its process. */
    private void endsTurnsWhereTheyWereCut(Lives lives) {
        Set<String> approvals = new HashSet<>();
        boolean runs = false;
        boolean cut = false;
        int life = 0;
        for (JsonNode fact : facts) {
            boolean next = lives.of(fact) != life;
            life = lives.of(fact);
            if (next && runs && approvals.isEmpty()) cut = true;
            switch (value(fact, "kind")) {
                case "turn-started" -> runs = true;
                case "approval-requested" ->
                    approvals.add(fact.path("approval").path("id").asString());
                case "approval-answered" -> approvals.remove(value(fact, "toolCallId"));
                case "turn-ended" -> {
                    String outcome = value(fact, "outcome");
                    if (cut) assertThat(outcome).as("cut turn %s", fact).isEqualTo("interrupted");
                    else if (lives.wasOrderly(life)) assertThat(outcome).isIn("answered", "stopped", "interrupted");
                    else assertThat(outcome).as("turn %s", fact).isIn("answered", "stopped");
                    runs = false;
                    cut = false;
                }
                default ->
                    assertThat(cut && BEGINS.contains(value(fact, "kind")))
                            .as("in a cut turn %s", fact)
                            .isFalse();
            }
        }
    }

    private void keepsTexts(ScriptedProvider provider) {
        var calls = new ArrayList<String>();
        for (JsonNode fact : all("message-posted")) {
            JsonNode message = fact.path("message");
            String said = text(message);
            chat.streamed(message.path("id").asString())
                    .ifPresent(
                            seen -> assertThat(said.startsWith(seen) || (!isComplete(message) && seen.startsWith(said)))
                                    .as("what was kept and what was seen are one text: <%s> and <%s>", said, seen)
                                    .isTrue());
            if (said.isEmpty()) continue;
            calls.add(said.substring(0, said.indexOf('.', said.indexOf('.') + 1)));
            String whole = provider.wholeAnswer(said);
            if (isComplete(message)) assertThat(said).isEqualTo(whole);
            else assertThat(whole).startsWith(said);
        }
        assertThat(calls).as("one message for a call").doesNotHaveDuplicates();
    }

    static boolean isComplete(JsonNode message) {
        return message.path("state").asString().equals("complete");
    }

    static String text(JsonNode message) {
        List<JsonNode> texts = parts(message, "text");
        assertThat(texts.size()).isLessThanOrEqualTo(1);
        return texts.isEmpty() ? "" : texts.getFirst().path("text").asString();
    }

    static List<JsonNode> parts(JsonNode message, String type) {
        return message.path("parts").values().stream()
                .filter(part -> part.path("type").asString().equals(type))
                .toList();
    }
}
