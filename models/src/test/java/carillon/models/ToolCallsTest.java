package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.chat.Part;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.ToolDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolCallsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"at\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}}";
    private static final ToolDescription LOOK = new ToolDescription("look", "Looks at \"it\".", SCHEMA);
    private static final String NO_TOOLS =
            "{\"error\":{\"message\":\"registry.ollama.ai/library/gemma:2b does not support tools\"}}";

    private final Heard heard = new Heard();
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
    void callsOfToolsAreHeardWholeAndInTheirOrder() throws Exception {
        String stream = SseText.text("Let me see. ")
                + SseText.delta(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}]}")
                + SseText.delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}}]}")
                + SseText.delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Grüße\\\"}\"}}]}")
                + SseText.delta(
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"list\",\"arguments\":\"\"}}]}")
                + SseText.delta(
                        "{\"tool_calls\":[{\"index\":2,\"id\":\"c3\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"at\"}}]}")
                + SseText.finish("tool_calls")
                + SseText.usage()
                + SseText.done();
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(stream).end())) {
            CallResult result =
                    trials.call(request(server.base(), List.of()), heard).result();

            assertThat(result).isInstanceOf(Answered.class);
            assertThat(heard.text()).isEqualTo("Let me see. ");
            assertThat(heard.toolCalls).containsExactly("look {\"at\":\"Grüße\"}", "list {}", "look {\"at");
            assertThat(heard.argumentPieces)
                    .containsExactly("asking", "0 look {\"at\":", "0 look \"Grüße\"}", "2 look {\"at");
        }
    }

    @Test
    void aCallIsToldByItsPlaceWhateverNumberTheProviderGivesIt() throws Exception {
        String stream = call(4, "c1", "look", "{}")
                + more(4, " ")
                + call(9, "c2", "list", "{")
                + SseText.finish("tool_calls")
                + SseText.usage()
                + SseText.done();
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(stream).end())) {
            trials.call(request(server.base(), List.of()), heard).result();

            List<String> calls = heard.toolCalls;
            assertThat(calls.subList(calls.size() - 2, calls.size())).containsExactly("look {} ", "list {");
            int look = calls.size() - 2;
            assertThat(heard.argumentPieces)
                    .containsExactly("asking", look + " look {}", look + " look  ", (look + 1) + " list {");
        }
    }

    @Test
    void argumentsThatBreakOffAreToldAnewWhenTheModelIsAskedAgain() throws Exception {
        String half = call(0, "c1", "look", "{\\\"at");
        String whole = half + more(0, "\\\":1}") + SseText.finish("tool_calls") + SseText.usage() + SseText.done();
        try (var server = ScriptedServer.inTurn(
                v -> v.streamHead().chunk(half).end(),
                v -> v.streamHead().chunk(whole).end())) {
            CallResult result =
                    trials.call(request(server.base(), List.of()), heard).result();

            assertThat(result).isInstanceOf(Answered.class);
            assertThat(heard.argumentPieces)
                    .containsExactly("asking", "0 look {\"at", "asking", "0 look {\"at", "0 look \":1}");
            assertThat(heard.waits).hasSize(1);
            assertThat(heard.toolCalls).containsExactly("look {\"at\":1}");
        }
    }

    @Test
    void argumentsWithoutEndEndTheCall() throws Exception {
        String piece = "x".repeat(100_000);
        try (var server = new ScriptedServer(v -> {
            v.streamHead();
            for (int i = 0; i <= OpenAiAnswer.MAX_CHARS / piece.length(); i++)
                v.chunk(i == 0 ? call(0, "c1", "look", piece) : more(0, piece));
            v.end();
        })) {
            CallResult result =
                    trials.call(request(server.base(), List.of()), heard).result();

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.reason()).contains("longer than 4 million characters"));
            assertThat(heard.argumentPieces).hasSize(1 + OpenAiAnswer.MAX_CHARS / piece.length());
            assertThat(heard.toolCalls).isEmpty();
        }
    }

    @Test
    void aStreamThatBreaksOffAsksForNothing() throws Exception {
        String begun = SseText.delta(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]}");
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(begun).end())) {
            CallResult result =
                    trials.call(request(server.base(), List.of()), heard).result();

            assertThat(result).isInstanceOf(Failed.class);
            assertThat(heard.toolCalls).isEmpty();
        }
    }

    @Test
    void toolsAndWhatCameOfThemAreSentAsTheyAre() throws Exception {
        var calls = List.of(
                new Part.ToolCall(
                        new ToolCallId("t1"),
                        "look",
                        "{\"at\":\"x\"}",
                        Optional.of(ToolReturn.without(ToolOutcome.RETURNED, "a view"))),
                new Part.ToolCall(
                        new ToolCallId("t2"),
                        "look",
                        "{broken",
                        Optional.of(ToolReturn.without(ToolOutcome.REFUSED, "no JSON"))));
        try (var server =
                new ScriptedServer(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            trials.call(
                            request(
                                    server.base(),
                                    List.of(
                                            new PromptMessage(Role.ASSISTANT, "I look.", calls),
                                            new PromptMessage(Role.ASSISTANT, "", calls.subList(0, 1)))),
                            heard)
                    .result();

            JsonNode sent = JSON.readTree(server.requests().getFirst().body());
            JsonNode function = sent.path("tools").path(0).path("function");
            assertThat(sent.path("tools").size()).isEqualTo(1);
            assertThat(sent.path("tools").path(0).path("type").asString()).isEqualTo("function");
            assertThat(function.path("name").asString()).isEqualTo("look");
            assertThat(function.path("description").asString()).isEqualTo("Looks at \"it\".");
            assertThat(function.path("parameters")).isEqualTo(JSON.readTree(SCHEMA));
            JsonNode messages = sent.path("messages");
            assertThat(messages.path(1).path("content").asString()).isEqualTo("I look.");
            assertThat(messages.path(1).path("tool_calls").path(0).path("id").asString())
                    .isEqualTo("t1");
            assertThat(messages.path(1)
                            .path("tool_calls")
                            .path(0)
                            .path("function")
                            .path("arguments")
                            .asString())
                    .isEqualTo("{\"at\":\"x\"}");
            assertThat(messages.path(1)
                            .path("tool_calls")
                            .path(1)
                            .path("function")
                            .path("arguments")
                            .asString())
                    .isEqualTo("{}");
            assertThat(messages.path(2).path("role").asString()).isEqualTo("tool");
            assertThat(messages.path(2).path("tool_call_id").asString()).isEqualTo("t1");
            assertThat(messages.path(2).path("content").asString()).isEqualTo("a view");
            assertThat(messages.path(3).path("tool_call_id").asString()).isEqualTo("t2");
            assertThat(messages.path(3).path("content").asString()).isEqualTo("Refused: no JSON");
            assertThat(messages.path(4).path("content").isMissingNode()
                            || messages.path(4).path("content").isNull())
                    .isTrue();
            assertThat(messages.path(5).path("tool_call_id").asString()).isEqualTo("t1");
        }
    }

    @Test
    void aModelThatCannotUseToolsIsAskedWithoutThemFromThenOn() throws Exception {
        try (var server = ScriptedServer.inTurn(
                v -> v.json(400, NO_TOOLS),
                v -> v.streamHead().chunk(SseText.recorded()).end(),
                v -> v.streamHead().chunk(SseText.recorded()).end())) {
            assertThat(trials.call(request(server.base(), List.of()), heard).result())
                    .isInstanceOf(Answered.class);
            assertThat(trials.call(request(server.base(), List.of()), heard).result())
                    .isInstanceOf(Answered.class);

            assertThat(server.requests())
                    .extracting(request -> request.body().contains("\"tools\""))
                    .containsExactly(true, false, false);
            assertThat(trials.pauses).isEmpty();
        }
    }

    @Test
    void withoutToolsNoneAreSent() throws Exception {
        try (var server =
                new ScriptedServer(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            trials.ask(server.base(), heard);
            assertThat(server.requests().getFirst().body()).doesNotContain("tools");
        }
    }

    private static String more(int index, String arguments) {
        return SseText.delta(
                "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + arguments + "\"}}]}");
    }

    private static String call(int index, String id, String tool, String more) {
        return SseText.delta("{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"" + tool + "\",\"arguments\":\"" + more
                + "\"}}]}");
    }

    private static ModelRequest request(URI base, List<PromptMessage> more) {
        var messages = new ArrayList<PromptMessage>();
        messages.add(new PromptMessage(Role.USER, "Look"));
        messages.addAll(more);
        return new ModelRequest(
                new ChatId("c"),
                new ModelChoice(Trials.COMPATIBLE, "m1", Optional.of(base)),
                messages,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(LOOK));
    }
}
