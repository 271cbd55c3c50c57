package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What must hold for all calls of tools of a chat at rest, however often its processes were killed. */
final class ToolHistory {
    private static final Pattern MARK = Pattern.compile("bird\\d{4}_\\d+_\\d+");

    /** All facts of one call, in order. */
    private record Call(String id, String mark, JsonNode requested, Map<String, List<JsonNode>> facts) {
        List<JsonNode> all(String kind) {
            return facts.getOrDefault(kind, List.of());
        }

        boolean has(String kind) {
            return !all(kind).isEmpty();
        }

        JsonNode the(String kind) {
            assertThat(all(kind)).as("%s of %s", kind, mark).hasSize(1);
            return all(kind).getFirst();
        }

        boolean writes() {
            return requested.path("tool").asString().equals(ScriptedTool.WRITE_FILE);
        }
    }

    private final KnownChat chat;
    private final Lives lives;
    private final ToolModes modes;
    private final Effects effects;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    ToolHistory(KnownChat chat, Lives lives, ToolModes modes, Effects effects) {
        this.chat = chat;
        this.lives = lives;
        this.modes = modes;
        this.effects = effects;
        for (JsonNode fact : chat.facts()) take(fact);
    }

    private void take(JsonNode fact) {
        String kind = fact.path("kind").asString();
        switch (kind) {
            case "turn-started" ->
                versions.put(
                        fact.path("turnId").asString(),
                        fact.path("settingsVersion").asLong());
            case "tool-requested" -> {
                Matcher mark = MARK.matcher(fact.path("arguments").asString());
                assertThat(mark.find()).isTrue();
                String id = fact.path("toolCallId").asString();
                Call earlier = calls.put(id, new Call(id, mark.group(), fact, new HashMap<>()));
                assertThat(earlier).as("requested before").isNull();
            }
            case "approval-requested" -> add(fact, fact.path("approval").path("id"), kind);
            case "approval-answered", "tool-started", "tool-ended" -> add(fact, fact.path("toolCallId"), kind);
            default -> {}
        }
    }

    private void add(JsonNode fact, JsonNode id, String kind) {
        Call call = calls.get(id.asString());
        if (call == null) throw new AssertionError("Nobody asked for what this is about: " + fact);
        call.facts().computeIfAbsent(kind, _ -> new ArrayList<>()).add(fact);
    }

    void check() {
        assertThat(calls.values().stream().map(Call::mark))
                .as("each wish taken in once")
                .doesNotHaveDuplicates();
        calls.values().forEach(this::check);
        Set<String> started = Set.copyOf(calls.values().stream()
                .filter(call -> call.has("tool-started"))
                .map(Call::mark)
                .toList());
        effects.all().forEach((mark, times) -> {
            if (mark.startsWith(chat.canary))
                assertThat(started).as("what had an effect was started").contains(mark);
        });
    }

    private void check(Call call) {
        String mark = call.mark();
        if (!call.has("approval-requested")) {
            assertThat(mayRunUnasked(call)).as("%s runs unasked", mark).isTrue();
            assertThat(call.all("approval-answered")).isEmpty();
            ran(call, call.requested());
            return;
        }
        assertThat(mayRunUnasked(call)).as("%s needs no approval", mark).isFalse();
        JsonNode approval = call.the("approval-requested").path("approval");
        assertThat(approval.path("arguments")).isEqualTo(call.requested().path("arguments"));
        if (!call.has("approval-answered")) {
            assertThat(call.all("tool-started")).as("%s waits", mark).isEmpty();
            assertThat(call.all("tool-ended")).as("%s waits", mark).isEmpty();
            return;
        }
        JsonNode answered = call.the("approval-answered");
        String decision = answered.path("decision").asString();
        switch (decision) {
            case "allow", "allow-chat" -> ran(call, answered);
            case "deny" -> didNotRun(call, answered, "denied");
            case "cancelled" -> didNotRun(call, answered, "stopped");
            default -> throw new AssertionError("No decision: " + answered);
        }
        if (!decision.equals("cancelled"))
            assertThat(said(approval)).as("what was decided about %s", mark).contains(decision);
    }

    /** What a person may have decided about it: also what was said of others of its scope. */
    private List<String> said(JsonNode approval) {
        var said = new ArrayList<>(chat.decisions(approval.path("id").asString()));
        for (Call other : calls.values()) {
            boolean same = other.has("approval-requested")
                    && other.the("approval-requested")
                            .path("approval")
                            .path("scope")
                            .equals(approval.path("scope"));
            if (same && chat.decisions(other.id()).contains("allow-chat")) said.add("allow-chat");
        }
        return said;
    }

    private boolean mayRunUnasked(Call call) {
        if (!call.writes()) return false;
        long requested = call.requested().path("seq").asLong();
        boolean allowed = calls.values().stream()
                .filter(Call::writes)
                .flatMap(other -> other.all("approval-answered").stream())
                .anyMatch(answered -> answered.path("decision").asString().equals("allow-chat")
                        && answered.path("seq").asLong() < requested);
        String turn = call.requested().path("turnId").asString();
        return allowed || modes.wasAuto(versions.getOrDefault(turn, 0L));
    }

    /** It began in the process that let it run, and ended there or was lost with it. */
    private void ran(Call call, JsonNode allowed) {
        JsonNode started = call.the("tool-started");
        JsonNode ended = call.the("tool-ended");
        assertThat(started.path("arguments")).isEqualTo(call.requested().path("arguments"));
        assertThat(lives.of(started)).as("%s is started with that", call.mark()).isEqualTo(lives.of(allowed));
        String outcome = outcome(ended);
        if (lives.of(ended) != lives.of(started))
            assertThat(outcome).as("%s was lost", call.mark()).isEqualTo("unknown");
        else if (lives.wasOrderly(lives.of(ended))) assertThat(outcome).isIn("returned", "stopped", "unknown");
        else assertThat(outcome).as("%s ended", call.mark()).isIn("returned", "stopped");
        assertThat(effects.of(call.mark())).as("effects of %s", ended).isBetween(outcome.equals("returned") ? 1 : 0, 1);
    }

    private static void didNotRun(Call call, JsonNode answered, String outcome) {
        JsonNode ended = call.the("tool-ended");
        assertThat(call.all("tool-started")).as("%s did not run", call.mark()).isEmpty();
        assertThat(outcome(ended)).isEqualTo(outcome);
        assertThat(ended.path("at")).as("it ends with its answer").isEqualTo(answered.path("at"));
    }

    private static String outcome(JsonNode ended) {
        return ended.path("result").path("outcome").asString();
    }

    /** The approvals that nobody has answered, as they were asked for. */
    List<JsonNode> open() {
        return calls.values().stream()
                .filter(call -> call.has("approval-requested") && !call.has("approval-answered"))
                .map(call -> call.the("approval-requested").path("approval"))
                .toList();
    }

    /** That a chat at rest is shown as its facts say. */
    void isShownBy(JsonNode shown) {
        assertThat(List.copyOf(shown.path("approvals").values()))
                .as("what waits for a person")
                .isEqualTo(open());
        assertThat(shown.path("tools").isEmpty()).as("nothing runs").isTrue();
        assertThat(shown.path("status").asString().equals("approval")).isEqualTo(!open().isEmpty());
        for (JsonNode message : shown.path("messages")) {
            List<Call> asked = calls.values().stream()
                    .filter(call -> call.requested().path("messageId").equals(message.path("id")))
                    .toList();
            List<JsonNode> parts = ChatHistory.parts(message, "tool-call");
            assertThat(parts.stream().map(part -> part.path("id").asString()))
                    .containsExactlyElementsOf(asked.stream().map(Call::id).toList());
            for (int i = 0; i < parts.size(); i++) {
                JsonNode part = parts.get(i);
                Call call = asked.get(i);
                assertThat(part.path("arguments")).isEqualTo(call.requested().path("arguments"));
                assertThat(part.path("result"))
                        .isEqualTo(
                                call.has("tool-ended") ? call.the("tool-ended").path("result") : part.path("nothing"));
            }
        }
    }
}
