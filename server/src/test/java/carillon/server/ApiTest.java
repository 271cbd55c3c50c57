package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.server.Wire.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiTest {
    private final Rig rig = new Rig();

    @BeforeEach
    void world() throws IOException {
        rig.withWorld();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void healthSaysHowItIs() throws IOException {
        JsonNode health = rig.get("/api/health").json();

        assertThat(health.path("status").asString()).isEqualTo("ok");
        assertThat(health.path("version").asString()).isEqualTo("1.2.3");
        assertThat(health.path("store").asString()).isEqualTo("ok");
        assertThat(health.path("owners").isNumber()).isTrue();
    }

    @Test
    void worldsAreMadeChangedAndDeleted() throws IOException {
        Reply made = rig.post("/api/worlds", "{\"name\":\"My Wörld\",\"template\":\"assistant\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("id").asString()).isEqualTo("my-world");
        assertThat(made.json().path("version").asInt()).isEqualTo(1);
        assertThat(made.json().path("agents").path(0).path("id").asString()).isEqualTo("assistant");
        assertThat(made.json().path("defaultModel").path("provider").asString()).isEqualTo("demo");
        assertThat(rig.post("/api/worlds", "{\"name\":\"my world\"}").code()).isEqualTo("world-exists");

        JsonNode changed = rig.ask("PATCH", "/api/worlds/my-world", """
                        {"name":"New","mainAgent":"assistant","turnLimit":9,"variables":{"who":"Bo \\"B\\""},
                         "defaultModel":{"provider":"ollama","model":"m","baseUrl":"http://localhost:1/v1"}}""").json();
        assertThat(changed.path("id").asString()).isEqualTo("my-world");
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        assertThat(changed.path("mainAgent").asString()).isEqualTo("assistant");
        assertThat(changed.path("turnLimit").asInt()).isEqualTo(9);
        assertThat(changed.path("variables").path("who").asString()).isEqualTo("Bo \"B\"");
        assertThat(changed.path("defaultModel").path("baseUrl").asString()).isEqualTo("http://localhost:1/v1");

        JsonNode kept = rig.ask("PATCH", "/api/worlds/my-world", "{}").json();
        assertThat(kept.path("turnLimit").asInt()).isEqualTo(9);
        JsonNode cleared = rig.ask(
                        "PATCH",
                        "/api/worlds/my-world",
                        "{\"mainAgent\":null,\"turnLimit\":null,\"defaultModel\":null}")
                .json();
        assertThat(cleared.has("mainAgent")).isFalse();
        assertThat(cleared.has("defaultModel")).isFalse();
        assertThat(cleared.path("turnLimit").asInt()).isEqualTo(5);
        assertThat(cleared.path("name").asString()).isEqualTo("New");

        assertThat(rig.ask("DELETE", "/api/worlds/my-world", "").status()).isEqualTo(204);
        assertThat(rig.get("/api/worlds/my-world").code()).isEqualTo("world-not-found");
        assertThat(Wire.items(rig.get("/api/worlds").json())).hasSize(1);
    }

    @Test
    void readyWorldsAreListedAndMade() throws IOException {
        List<JsonNode> templates = Wire.items(rig.get("/api/templates").json());
        assertThat(templates.stream().map(each -> each.path("id").asString()))
                .containsExactly("assistant", "debate", "review", "research");
        assertThat(templates).allSatisfy(each -> {
            assertThat(each.path("name").asString()).isNotBlank();
            assertThat(each.path("description").asString()).isNotBlank();
            assertThat(each.path("agents")).isNotEmpty();
        });

        JsonNode debate = rig.post("/api/worlds", "{\"template\":\"debate\"}").json();
        assertThat(debate.path("id").asString()).isEqualTo("debate");
        assertThat(debate.path("name").asString()).isEqualTo("Debate");
        assertThat(debate.path("mainAgent").asString()).isEqualTo("moderator");
        assertThat(debate.path("agents").path(2).path("id").asString()).isEqualTo("con");
        assertThat(debate.path("defaultModel").path("model").asString()).isEqualTo("scripted");
        assertThat(rig.post("/api/worlds", "{\"template\":\"debate\"}")
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo("debate-2");
        assertThat(rig.post("/api/worlds", "{\"name\":\"Debate\",\"template\":\"debate\"}")
                        .code())
                .isEqualTo("world-exists");
    }

    @Test
    void agentsAreMadeChangedAndDeleted() throws IOException {
        Reply made = rig.post("/api/worlds/w/agents", """
                {"name":"Ada L","provider":"demo","model":"scripted","systemPrompt":"Hi {{x}}","temperature":0.5,"maxTokens":7}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("id").asString()).isEqualTo("ada-l");
        assertThat(made.json().path("autoReply").asBoolean()).isTrue();
        assertThat(made.json().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(rig.post("/api/worlds/w/agents", "{\"name\":\"ada l\"}").code())
                .isEqualTo("agent-exists");

        JsonNode changed = rig.ask(
                        "PATCH",
                        "/api/worlds/w/agents/ada-l",
                        "{\"temperature\":null,\"autoReply\":false,\"provider\":null}")
                .json();
        assertThat(changed.has("temperature")).isFalse();
        assertThat(changed.has("provider")).isFalse();
        assertThat(changed.path("maxTokens").asInt()).isEqualTo(7);
        assertThat(changed.path("autoReply").asBoolean()).isFalse();

        rig.ask("PATCH", "/api/worlds/w", "{\"mainAgent\":\"ada-l\"}");
        assertThat(rig.ask("DELETE", "/api/worlds/w/agents/ada-l", "").status()).isEqualTo(204);
        assertThat(rig.get("/api/worlds/w/agents/ada-l").code()).isEqualTo("agent-not-found");
        assertThat(rig.get("/api/worlds/w").json().has("mainAgent")).isFalse();
    }

    @Test
    void schedulesAreMadeChangedAndDeleted() throws IOException {
        String chat = rig.chat();
        String daily = "{\"id\":\"daily\",\"cron\":\"0 9 * * 1-5\",\"chatId\":\"" + chat + "\",\"text\":\"Go\"}";
        Reply made = rig.post("/api/worlds/w/schedules", daily);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("enabled").asBoolean()).isTrue();
        assertThat(made.json().path("next").asString()).startsWith("2026-01-0");
        assertThat(made.json().path("words").asString()).contains("09:00");
        assertThat(rig.post("/api/worlds/w/schedules", daily).code()).isEqualTo("schedule-exists");

        JsonNode off = rig.ask("PATCH", "/api/worlds/w/schedules/daily", "{\"enabled\":false,\"text\":\"New\"}")
                .json();
        assertThat(off.path("text").asString()).isEqualTo("New");
        assertThat(off.has("next")).isFalse();
        JsonNode list = rig.get("/api/worlds/w/schedules").json();
        assertThat(Wire.items(list)).containsExactly(off);
        assertThat(list.path("zone").asString()).isNotBlank();
        assertThat(rig.get("/api/worlds/w").json().path("version").asInt()).isEqualTo(4);

        Reply bad = rig.ask("PATCH", "/api/worlds/w/schedules/daily", "{\"cron\":\"0 25 * * *\"}");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().path("detail").asString()).contains("five fields", "25");
        assertThat(rig.ask("PATCH", "/api/worlds/w/schedules/daily", "{\"cron\":\"0 0 30 2 *\"}")
                        .json()
                        .path("detail")
                        .asString())
                .contains("never");
        assertThat(rig.ask("PATCH", "/api/worlds/w/schedules/daily", "{\"chatId\":\"none\"}")
                        .status())
                .isEqualTo(400);
        assertThat(rig.ask("DELETE", "/api/worlds/w/schedules/daily", "").status())
                .isEqualTo(204);
        assertThat(rig.ask("DELETE", "/api/worlds/w/schedules/daily", "").code())
                .isEqualTo("schedule-not-found");
    }

    @Test
    void agentsStandInTheOrderTheyAreGiven() throws IOException {
        rig.post("/api/worlds/w/agents", "{\"id\":\"b\"}");
        rig.post("/api/worlds/w/agents", "{\"id\":\"c\"}");
        JsonNode moved = rig.ask("PATCH", "/api/worlds/w", "{\"agentOrder\":[\"c\",\"a1\",\"b\"]}")
                .json();

        assertThat(moved.path("agents"))
                .extracting(each -> each.path("id").asString())
                .containsExactly("c", "a1", "b");
        for (String wrong : List.of("[\"c\",\"a1\"]", "[\"c\",\"a1\",\"b\",\"b\"]", "[\"c\",\"a1\",\"d\"]", "null")) {
            Reply refused = rig.ask("PATCH", "/api/worlds/w", "{\"agentOrder\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.json().path("detail").asString()).contains("c, a1, b");
        }
        assertThat(rig.get("/api/worlds/w").json()).isEqualTo(moved);
    }

    @Test
    void anAgentOfAProviderThatIsNotBuiltInIsRefusedWithTheOnesThereAre() throws IOException {
        Reply refused = rig.post("/api/worlds/w/agents", "{\"name\":\"x\",\"provider\":\"azure\",\"model\":\"m\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString())
                .contains("provider")
                .contains("demo, ollama");
    }

    @Test
    void everyTurnOfAWorldOrOfAllIsStoppedAndCounted() throws IOException {
        String chat = rig.chat();
        rig.send(chat, "go");
        rig.post("/api/worlds", "{\"name\":\"calm\"}");

        assertThat(rig.post("/api/worlds/calm/stop", "").json().path("stopped").asInt(-1))
                .isZero();
        Reply stopped = rig.post("/api/worlds/w/stop", "{\"queue\":\"continue\"}");
        assertThat(stopped.status()).isEqualTo(202);
        assertThat(stopped.json().path("stopped").asInt()).isEqualTo(1);
        rig.send(chat, "again");
        assertThat(rig.post("/api/stop", "").json().path("stopped").asInt()).isEqualTo(1);
        assertThat(rig.post("/api/stop", "").json().path("stopped").asInt(-1)).isZero();
        assertThat(rig.post("/api/stop", "{\"queue\":\"forget\"}").code()).isEqualTo("bad-request");
        assertThat(rig.post("/api/worlds/none/stop", "").code()).isEqualTo("world-not-found");
    }

    @Test
    void providersTakeKeysAndNeverGiveThem() throws IOException {
        Reply changed = rig.ask("PUT", "/api/providers/demo", "{\"apiKey\":\"sk-secret\",\"maxConcurrent\":null}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).doesNotContain("sk-secret").contains("\"maxConcurrent\":null");
        assertThat(rig.providers.changes).hasSize(1);
        assertThat(rig.get("/api/providers").body()).doesNotContain("sk-secret");
        assertThat(rig.get("/api/providers").json().path("prices")).hasToString("""
                {"asOf":"2026-01-31","own":true,"trouble":"The prices in prices.json are not used"}""");
        assertThat(rig.get("/api/providers/demo/models").body()).isEqualTo("{\"items\":[{\"id\":\"scripted\"}]}");
        Reply failed = rig.get("/api/providers/ollama/models");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.code()).isEqualTo("provider-failed");
        assertThat(failed.json().path("detail").asString()).isEqualTo("Ollama does not run on this machine");
        assertThat(rig.post("/api/providers/demo/test", "{\"apiKey\":\"k\"}")
                        .json()
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(rig.get("/api/providers/azure/models").code()).isEqualTo("provider-not-found");
    }

    @Test
    void aMessageIsAnsweredAndShown() throws IOException {
        String chat = rig.chat();
        rig.turn(chat, "Hello ", "there");

        JsonNode shown = rig.get("/api/chats/" + chat).json();

        assertThat(shown.path("chat").path("title").asString()).isEqualTo("T");
        assertThat(shown.path("status").asString()).isEqualTo("idle");
        assertThat(shown.path("messages")).hasSize(2);
        JsonNode answer = shown.path("messages").path(1);
        assertThat(answer.path("sender").asString()).isEqualTo("agent");
        assertThat(answer.path("agentId").asString()).isEqualTo("a1");
        assertThat(answer.path("parts").path(0).path("text").asString()).isEqualTo("Hello there");
        assertThat(answer.path("usage")).hasToString(shown.path("usage").toString());
        assertThat(answer.path("usage").path("inputTokens").asInt()).isEqualTo(3);
        assertThat(answer.path("usage").path("outputTokens").asInt()).isEqualTo(5);
        assertThat(answer.path("usage").path("cachedInputTokens").asInt()).isEqualTo(1);
        assertThat(answer.path("usage").path("costUsd").asDouble()).isEqualTo(0.0000123);
        assertThat(answer.path("usage").path("unpricedCalls").asInt()).isEqualTo(1);
        assertThat(shown.path("chat").path("usage")).isEqualTo(shown.path("usage"));
        JsonNode world = rig.get("/api/worlds/w").json();
        assertThat(world.path("usage").path("costUsd").asDouble()).isEqualTo(0.0000123);
        assertThat(Wire.items(rig.get("/api/worlds").json()).getFirst().path("usage"))
                .isEqualTo(world.path("usage"));
        String fresh = rig.chat();
        assertThat(rig.get("/api/chats/" + fresh).json().path("chat").has("usage"))
                .isFalse();
        assertThat(answer.path("provider").asString()).isEqualTo("demo");
        assertThat(shown.path("lastTurn").path("outcome").asString()).isEqualTo("answered");
        assertThat(shown.path("canContinue").asBoolean()).isFalse();
        assertThat(shown.path("approvals")).isEmpty();
        assertThat(shown.path("seq").asLong())
                .isEqualTo(shown.path("chat").path("lastSeq").asLong());
    }

    @Test
    void aRunningTurnShowsItsOpenTextAndItsQueue() throws IOException {
        String chat = rig.chat();
        try (var events = new SseReader(rig, chat, "")) {
            rig.send(chat, "first");
            rig.models.say(chat, "half an ans");
            events.until("text");
        }
        assertThat(rig.send(chat, "second").path("state").asString()).isEqualTo("queued");

        JsonNode shown = rig.get("/api/chats/" + chat).json();

        assertThat(shown.path("status").asString()).isEqualTo("writing");
        assertThat(shown.path("open").path(0).path("text").asString()).isEqualTo("half an ans");
        assertThat(shown.path("open").path(0).path("offset").asInt()).isZero();
        assertThat(shown.path("turn").has("startedAt")).isTrue();
        assertThat(shown.path("queue").path(0).path("text").asString()).isEqualTo("second");
        assertThat(shown.path("queue").path(0).path("mode").asString()).isEqualTo("queue");
    }

    @Test
    void theTranscriptIsReadBackwardsInPages() throws IOException {
        String chat = rig.chat();
        for (int i = 0; i < 3; i++) rig.turn(chat, "answer " + i);

        JsonNode last = rig.get("/api/chats/" + chat + "?limit=4").json();
        JsonNode first = rig.get("/api/chats/" + chat + "?limit=4&before="
                        + last.path("before").asLong())
                .json();

        assertThat(last.path("messages")).hasSize(4);
        assertThat(last.path("messages")
                        .path(3)
                        .path("parts")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("answer 2");
        assertThat(first.path("messages")).hasSize(2);
        assertThat(first.has("before")).isFalse();
        assertThat(first.path("messages")
                        .path(1)
                        .path("parts")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("answer 0");
    }

    @Test
    void chatsAreListedInPages() throws IOException {
        for (int i = 0; i < 3; i++) rig.chat();

        JsonNode first = rig.get("/api/worlds/w/chats?limit=2").json();
        JsonNode second = rig.get("/api/worlds/w/chats?limit=2&after="
                        + first.path("next").asString())
                .json();

        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(rig.get("/api/worlds/w/chats?after=nonsense").code()).isEqualTo("bad-request");
        assertThat(rig.get("/api/worlds/none/chats").code()).isEqualTo("world-not-found");
    }

    @Test
    void theSameIdAndTextAgainGivesTheSameAnswer() throws IOException {
        String chat = rig.chat();
        String path = "/api/chats/" + chat + "/messages";
        Reply first = rig.post(path, "{\"text\":\"hi\",\"id\":\"m-1\"}");

        assertThat(first.status()).isEqualTo(202);
        assertThat(rig.post(path, "{\"text\":\"hi\",\"id\":\"m-1\"}").body()).isEqualTo(first.body());
        assertThat(rig.post(path, "{\"text\":\"ho\",\"id\":\"m-1\"}").code()).isEqualTo("message-id-taken");
        assertThat(rig.post(path, "{\"text\":\"x\",\"mode\":\"reject\"}").code())
                .isEqualTo("chat-busy");
    }

    @Test
    void aTurnIsStoppedAndGoneOnWith() throws IOException {
        String chat = rig.chat();
        String turn = rig.send(chat, "go").path("turnId").asString();

        assertThat(rig.post("/api/chats/" + chat + "/stop", "{\"turnId\":\"other\"}")
                        .code())
                .isEqualTo("turn-not-running");
        Reply stopped = rig.post("/api/chats/" + chat + "/stop", "{\"turnId\":\"" + turn + "\"}");
        assertThat(stopped.status()).isEqualTo(202);
        assertThat(stopped.json().path("turnId").asString()).isEqualTo(turn);
        assertThat(rig.post("/api/chats/" + chat + "/stop", "").code()).isEqualTo("turn-not-running");
        Reply goesOn = rig.post("/api/chats/" + chat + "/continue", "");
        assertThat(goesOn.status()).isEqualTo(202);
        assertThat(goesOn.json().path("turnId").asString()).isNotEqualTo(turn).isNotEmpty();
        assertThat(rig.post("/api/chats/" + chat + "/continue", "").code()).isEqualTo("nothing-to-continue");
    }

    @Test
    void aQueueHasAnEndAndItsMessagesCanBeWithdrawn() throws IOException {
        String chat = rig.chat();
        rig.send(chat, "running");
        String queued = rig.send(chat, "waits").path("messageId").asString();
        for (int i = 1; i < 100; i++) rig.send(chat, "waits " + i);

        assertThat(rig.send(chat, "too much").path("code").asString()).isEqualTo("queue-full");
        String path = "/api/chats/" + chat + "/queue/" + queued;
        assertThat(rig.ask("DELETE", path, "").status()).isEqualTo(204);
        assertThat(rig.ask("DELETE", path, "").code()).isEqualTo("message-not-queued");
        assertThat(rig.ask("DELETE", "/api/chats/" + chat + "/queue/no!id", "").status())
                .isEqualTo(404);
    }

    @Test
    void aChatGoesToTheTrashAndBack() throws IOException {
        String chat = rig.chat();
        assertThat(rig.ask("PATCH", "/api/chats/" + chat, "{\"title\":\" New\\n name \"}")
                        .json()
                        .path("title")
                        .asString())
                .isEqualTo("New name");
        assertThat(rig.post("/api/chats/" + chat + "/seen", "{\"seq\":1}").status())
                .isEqualTo(204);

        assertThat(rig.ask("DELETE", "/api/chats/" + chat, "").status()).isEqualTo(204);

        assertThat(rig.send(chat, "hello?").path("code").asString()).isEqualTo("chat-in-trash");
        assertThat(rig.post("/api/chats/" + chat + "/messages", "{\"text\":\"x\"}")
                        .status())
                .isEqualTo(410);
        assertThat(Wire.items(rig.get("/api/worlds/w/chats").json())).isEmpty();
        assertThat(Wire.items(rig.get("/api/worlds/w/chats?trash=true").json())).hasSize(1);
        JsonNode back = rig.post("/api/chats/" + chat + "/restore", "").json();
        assertThat(back.has("deletedAt")).isFalse();
        assertThat(back.path("seenSeq").asLong()).isEqualTo(1);
    }

    @Test
    void anUnnamedChatIsCalledNewChat() throws IOException {
        JsonNode made = rig.post("/api/worlds/w/chats", "{}").json();

        assertThat(made.path("title").asString()).isEqualTo("New chat");
        assertThat(made.path("titleSource").asString()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/api/worlds|{|400|bad-request|JSON",
                "POST|/api/worlds|[]|400|bad-request|object",
                "POST|/api/worlds|{}|400|bad-request|name",
                "POST|/api/worlds|{\"name\":5}|400|bad-request|name",
                "POST|/api/worlds|{\"name\":\" \"}|400|bad-request|name",
                "POST|/api/worlds|{\"name\":\"!!!\"}|400|bad-request|name",
                "POST|/api/worlds|{\"name\":\"a\",\"name\":\"b\"}|400|bad-request|once",
                "POST|/api/worlds|{\"name\":\"a\"} {}|400|bad-request|JSON",
                "POST|/api/worlds|{\"name\":\"q\",\"template\":\"team\"}|400|bad-request|assistant, debate, review, research",
                "PATCH|/api/worlds/w|{\"mainAgent\":\"nobody\"}|400|bad-request|mainAgent",
                "PATCH|/api/worlds/w|{\"turnLimit\":0}|400|bad-request|turnLimit",
                "PATCH|/api/worlds/w|{\"turnLimit\":1001}|400|bad-request|turnLimit",
                "PATCH|/api/worlds/w|{\"turnLimit\":\"5\"}|400|bad-request|turnLimit",
                "PATCH|/api/worlds/w|{\"variables\":{\"a\":1}}|400|bad-request|variables.a",
                "PATCH|/api/worlds/w|{\"defaultModel\":{\"provider\":\"demo\"}}|400|bad-request|model",
                "PATCH|/api/worlds/W!|{}|404|world-not-found|id",
                "PATCH|/api/worlds/none|{}|404|world-not-found|world",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"temperature\":3}|400|bad-request|temperature",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"temperature\":\"1\"}|400|bad-request|temperature",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"maxTokens\":0}|400|bad-request|maxTokens",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"maxTokens\":1.5}|400|bad-request|maxTokens",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"autoReply\":1}|400|bad-request|autoReply",
                "POST|/api/worlds/w/agents|{\"id\":\"No Slug\",\"name\":\"x\"}|400|bad-request|id",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"provider\":\"demo\"}|400|bad-request|model",
                "POST|/api/worlds/w/agents|{\"name\":\"x\",\"provider\":\"demo\",\"model\":\"m\",\"baseUrl\":\"file:///etc\"}|400|bad-request|baseUrl",
                "GET|/api/worlds/w/agents/none||404|agent-not-found|agent",
                "PUT|/api/providers/demo|{\"maxConcurrent\":0}|400|bad-request|maxConcurrent",
                "PUT|/api/providers/demo|{\"baseUrl\":\"not a url\"}|400|bad-request|baseUrl",
                "POST|/api/chats/CHAT/messages|{\"text\":\"  \"}|400|bad-request|text",
                "POST|/api/chats/CHAT/messages|{\"text\":\"a\",\"id\":\"b c\"}|400|bad-request|id",
                "POST|/api/chats/CHAT/messages|{\"text\":\"a\",\"mode\":\"shout\"}|400|bad-request|mode",
                "POST|/api/chats/none/messages|{\"text\":\"a\"}|404|chat-not-found|chat",
                "POST|/api/chats/CHAT/stop|{\"queue\":\"drop\"}|400|bad-request|queue",
                "POST|/api/chats/CHAT/seen|{}|400|bad-request|seq",
                "POST|/api/chats/CHAT/seen|{\"seq\":-1}|400|bad-request|seq",
                "POST|/api/chats/CHAT/seen|{\"seq\":99999999999999999999}|400|bad-request|seq",
                "PATCH|/api/chats/CHAT|{\"title\":\"***\"}|400|bad-request|title",
                "GET|/api/chats/none||404|chat-not-found|chat",
                "GET|/api/chats/no!id||404|chat-not-found|id",
                "GET|/api/chats/CHAT?limit=x||400|bad-request|limit",
                "GET|/api/chats/CHAT?before=-3||400|bad-request|before",
                "GET|/api/chats/none/events||404|chat-not-found|chat",
                "GET|/api/chats/CHAT/events?after=-1||400|bad-request|after",
                "GET|/api/chats/CHAT/events?after=x||400|bad-request|after",
                "GET|/api/chats/CHAT/events?after=99999999999999999999||400|bad-request|after",
            })
    void whatIsWrongIsNamed(String method, String path, String body, int status, String code, String named)
            throws IOException {
        String chat = rig.chat();

        Reply reply = rig.ask(method, path.replace("CHAT", chat), body == null ? "" : body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.json().path("detail").asString()).contains(named);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.body()).doesNotContain("Exception", ".java", "carillon.", "/tmp", "/work");
    }

    @Test
    void sizesAndDepthsHaveLimits() throws IOException {
        String chat = rig.chat();
        String path = "/api/chats/" + chat + "/messages";
        String mega = "x".repeat(1_024 * 1_024);

        assertThat(rig.post(path, "{\"text\":\"" + mega + "\"}").status()).isEqualTo(202);
        Reply tooLong = rig.post(path, "{\"text\":\"" + mega + "y\"}");
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.code()).isEqualTo("message-too-long");
        String deep = "[".repeat(101) + "]".repeat(101);
        assertThat(rig.post(path, "{\"text\":\"a\",\"more\":" + deep + "}").code())
                .isEqualTo("bad-request");
        assertThat(rig.post(path, "{\"text\":\"a\",\"more\":" + deep.substring(2, 200) + "}")
                        .status())
                .isEqualTo(202);
        try (var wire = new Wire(rig.port())) {
            var headers = new HashMap<>(Rig.GOOD);
            headers.put("Content-Length", Integer.toString(11 * 1_024 * 1_024));
            wire.request("POST", path, headers, new byte[0]);
            Reply tooLarge = wire.reply();
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooLarge.code()).isEqualTo("too-large");
        }
    }

    @Test
    void brokenRequestsGetAProblemToo() throws IOException {
        try (var wire = new Wire(rig.port())) {
            wire.write("GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("bad-request");
            assertThat(reply.body()).doesNotContain("Exception", "helidon");
        }
    }

    @Test
    void aClosedEngineSaysSo() throws IOException {
        String chat = rig.chat();
        rig.engine.close();

        Reply reply = rig.post("/api/chats/" + chat + "/messages", "{\"text\":\"late\"}");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("closing");
    }
}
