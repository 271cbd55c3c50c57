package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult;
import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenAiCallTest {
    private static final Answered WHOLE = new Answered(Usage.counted(11, 7, 3), Optional.empty());

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
    void streamsTextReasoningAndUsage() throws Exception {
        try (var server =
                new ScriptedServer(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            CallResult result = trials.ask(server.base(), heard);

            assertThat(result).isEqualTo(WHOLE);
            assertThat(heard.text()).isEqualTo(SseText.RECORDED_TEXT);
            assertThat(heard.reasoning()).isEqualTo(SseText.RECORDED_REASONING);
            assertThat(heard.pieces()).isEqualTo(5);
            assertThat(heard.asked()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerCarriesWhatItCost(@TempDir Path priced) throws Exception {
        Files.writeString(priced.resolve("prices.json"), """
                {"models": [{"provider": "openai-compatible", "model": "some-*", "input": 2, "cachedInput": 1,
                             "output": 10}]}""");
        try (var server = new ScriptedServer(
                        v -> v.streamHead().chunk(SseText.recorded()).end());
                var knowing = new Trials(priced, Map.of())) {
            assertThat(knowing.ask(server.base(), heard))
                    .isEqualTo(new Answered(new Usage(11, 7, 3, 16_000 + 3_000 + 70_000, 0), Optional.empty()));
        }
    }

    @Test
    void somebodyElsesAddressHasPricesThatNobodyKnows(@TempDir Path keyed) throws Exception {
        try (var server =
                new ScriptedServer(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            var environment = Map.of(
                    "OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", server.base().toString());
            try (var elsewhere = new Trials(keyed, environment)) {
                var request = Trials.request(new ModelChoice(Trials.OPENAI, "gpt-4o", Optional.empty()), "hi");

                assertThat(elsewhere.call(request, heard).result()).isEqualTo(WHOLE);
            }
        }
    }

    @Test
    void anAnswerThatNobodyCountedIsNotTakenForFree() throws Exception {
        try (var server = new ScriptedServer(v -> v.streamHead()
                .chunk(SseText.text("Hi") + SseText.finish("stop") + SseText.done())
                .end())) {
            assertThat(trials.ask(server.base(), heard)).isEqualTo(new Answered(Usage.UNCOUNTED, Optional.empty()));
        }
    }

    @Test
    void sendsWhatItWasAskedToSend() throws Exception {
        try (var server = new ScriptedServer(
                        v -> v.streamHead().chunk(SseText.recorded()).end());
                var withKey = new Trials(Path.of("unused"), Map.of("OPENAI_COMPATIBLE_API_KEY", "secret-key-1"))) {
            var request = new ModelRequest(
                    new ChatId("c"),
                    new ModelChoice(Trials.COMPATIBLE, "m1", Optional.of(server.base())),
                    List.of(
                            new PromptMessage(Role.SYSTEM, "Be kind."),
                            new PromptMessage(Role.USER, "Grüße"),
                            new PromptMessage(Role.ASSISTANT, "Hi"),
                            new PromptMessage(Role.USER, "Go")),
                    OptionalDouble.of(0.5),
                    OptionalInt.of(99),
                    Optional.of("low"),
                    List.of());

            withKey.call(request, heard).result();

            var sent = server.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(sent.headers())
                    .containsEntry("Authorization", "Bearer secret-key-1")
                    .containsEntry("Accept-Encoding", "identity")
                    .containsEntry("Accept", "text/event-stream");
            assertThat(sent.body().replaceAll("\\s*([\\[\\]{}:,])\\s*", "$1"))
                    .contains("\"model\":\"m1\"")
                    .contains("{\"role\":\"system\",\"content\":\"Be kind.\"}")
                    .contains("{\"role\":\"user\",\"content\":\"Grüße\"}")
                    .contains("{\"role\":\"assistant\",\"content\":\"Hi\"}")
                    .contains("\"temperature\":0.5", "\"max_tokens\":99", "\"reasoning_effort\":\"low\"")
                    .contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
        }
    }

    @Test
    void aStreamSplitAnywhereSaysTheSame() throws Exception {
        byte[] stream = SseText.recorded();
        var at = new AtomicInteger();
        try (var server = new ScriptedServer(v -> {
            int split = at.get();
            v.streamHead()
                    .chunk(Arrays.copyOfRange(stream, 0, split))
                    .chunk(Arrays.copyOfRange(stream, split, stream.length))
                    .end();
        })) {
            for (int split = 1; split < stream.length; split++) {
                at.set(split);
                var each = new Heard();

                CallResult result = trials.ask(server.base(), each);

                assertThat(result).as("split at %d", split).isEqualTo(WHOLE);
                assertThat(each.text()).as("split at %d", split).isEqualTo(SseText.RECORDED_TEXT);
                assertThat(each.reasoning()).as("split at %d", split).isEqualTo(SseText.RECORDED_REASONING);
            }
        }
    }

    @Test
    void aStreamOfSingleBytesSaysTheSame() throws Exception {
        try (var server = new ScriptedServer(v -> {
            v.streamHead();
            for (byte b : SseText.recorded()) v.chunk(new byte[] {b});
            v.end();
        })) {
            assertThat(trials.ask(server.base(), heard)).isEqualTo(WHOLE);
            assertThat(heard.text()).isEqualTo(SseText.RECORDED_TEXT);
        }
    }

    @Test
    void aStreamCutAnywhereIsWholeOrAFailure() throws Exception {
        byte[] stream = SseText.recorded();
        int finished = new String(stream, StandardCharsets.UTF_8).indexOf("\"stop\"");
        var at = new AtomicInteger();
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(Arrays.copyOfRange(stream, 0, at.get())))) {
            int answered = 0;
            for (int cut = 1; cut <= stream.length; cut++) {
                at.set(cut);
                var each = new Heard();

                CallResult result = trials.ask(server.base(), each);

                if (result instanceof Failed failed) {
                    assertThat(failed.reason()).as("cut at %d", cut).contains("cut off");
                    assertThat(SseText.RECORDED_TEXT).startsWith(each.text());
                } else {
                    assertThat(cut).isGreaterThan(finished);
                    assertThat(each.text()).as("cut at %d", cut).isEqualTo(SseText.RECORDED_TEXT);
                    answered++;
                }
            }
            assertThat(answered).isPositive();
        }
    }

    @Test
    void aLengthLimitIsAnAnswerWithARemark() throws Exception {
        assertThat(answerTo(SseText.text("half") + SseText.finish("length") + SseText.done()))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.remark())
                                .hasValueSatisfying(remark -> assertThat(remark).contains("limit of tokens")));
    }

    @Test
    void aContentFilterIsSaid() throws Exception {
        assertThat(answerTo(SseText.text("half") + SseText.finish("content_filter") + SseText.done()))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.remark())
                                .hasValueSatisfying(remark -> assertThat(remark).contains("content filter")));
        assertThat(reasonOf(SseText.finish("content_filter") + SseText.done())).contains("content filter");
    }

    @Test
    void someServersCallReasoningReasoning() throws Exception {
        answerTo(SseText.delta("{\"content\":\"\",\"reasoning\":\"Let me see\"}")
                + SseText.text("ok")
                + SseText.finish("stop")
                + SseText.done());

        assertThat(heard.reasoning()).isEqualTo("Let me see");
        assertThat(heard.text()).isEqualTo("ok");
    }

    @Test
    void aCharacterSplitBetweenTwoDeltasComesWhole() throws Exception {
        var pieces = new ArrayList<String>();
        try (var server = new ScriptedServer(v -> v.streamHead()
                .chunk(SseText.text("a\\ud83d")
                        + SseText.text("\\ude00b")
                        + SseText.text("c\\ud83d")
                        + SseText.finish("stop")
                        + SseText.done())
                .end())) {
            trials.ask(server.base(), new CountingListener(new AtomicInteger()) {
                @Override
                public void text(String more) {
                    pieces.add(more);
                }
            });
        }

        assertThat(pieces).containsExactly("a", "\uD83D\uDE00b", "c", "\uFFFD");
    }

    @Test
    void anErrorWithinTheStreamIsAFailureInTheProvidersWords() throws Exception {
        assertThat(reasonOf(SseText.text("so far") + SseText.event("{\"error\":{\"message\":\"The GPU\\nmelted\"}}")))
                .contains("The GPU melted");
        assertThat(reasonOf("event: error\n" + SseText.event("{\"message\":\"gone\"}")))
                .contains("gone");
    }

    @Test
    void halfJsonIsAFailure() throws Exception {
        assertThat(reasonOf(SseText.text("good") + SseText.event("{\"choices\":[{\"del") + SseText.done()))
                .contains("not the JSON");
    }

    @Test
    void bytesThatAreNotUtf8AreAFailure() throws Exception {
        byte[] stream = SseText.text("gXod").getBytes(StandardCharsets.UTF_8);
        stream[new String(stream, StandardCharsets.UTF_8).indexOf('X')] = (byte) 0xC3;
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(stream).end())) {
            assertThat(trials.ask(server.base(), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("not UTF-8"));
        }
    }

    @Test
    void aMissingEndMarkIsCutOff() throws Exception {
        assertThat(reasonOf(SseText.text("almost"))).contains("cut off");
        assertThat(heard.text()).isEqualTo("almost");
    }

    @Test
    void aFinishReasonWithoutDoneIsEnough() throws Exception {
        assertThat(answerTo(SseText.text("all") + SseText.finish("stop"))).isInstanceOf(Answered.class);
        assertThat(answerTo(SseText.text("all") + SseText.finish("eos"))).isInstanceOf(Answered.class);
    }

    @Test
    void aLineOfTenMegabytesIsAFailure() throws Exception {
        try (var server = new ScriptedServer(v -> {
            v.streamHead().chunk("data: ");
            byte[] filler = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 160; i++) v.chunk(filler);
        })) {
            assertThat(trials.ask(server.base(), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("more than 1 MB"));
        }
    }

    @Test
    void aMillionTinyDeltasArriveInOrder() throws Exception {
        byte[] thousand = SseText.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"0\"}}]}")
                .repeat(1_000)
                .getBytes(StandardCharsets.US_ASCII);
        var count = new AtomicInteger();
        try (var server = new ScriptedServer(v -> {
            v.streamHead();
            for (int i = 0; i < 1_000; i++) v.chunk(thousand);
            v.chunk(SseText.finish("stop") + SseText.done()).end();
        })) {
            CallResult result = trials.ask(server.base(), new CountingListener(count));

            assertThat(result).isInstanceOf(Answered.class);
            assertThat(count).hasValue(1_000_000);
        }
    }

    @Test
    void anAnswerWithoutEndIsEnded() throws Exception {
        byte[] piece = SseText.text("x".repeat(50_000)).getBytes(StandardCharsets.US_ASCII);
        var closed = new CountDownLatch(1);
        var count = new AtomicInteger();
        try (var server = new ScriptedServer(v -> {
            try {
                v.streamHead();
                while (true) v.chunk(piece);
            } finally {
                closed.countDown();
            }
        })) {
            CallResult result = trials.ask(server.base(), new CountingListener(count));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.reason()).contains("longer than 4 million characters"));
            closed.await();
            assertThat(count.get()).isEqualTo(80);
        }
    }

    @Test
    void aServerThatCannotCountTokensIsAskedWithout() throws Exception {
        try (var server = ScriptedServer.inTurn(
                v -> v.json(400, "{\"error\":{\"message\":\"Unrecognized request argument: stream_options\"}}"),
                v -> v.streamHead().chunk(SseText.recorded()).end())) {
            assertThat(trials.ask(server.base(), heard)).isEqualTo(WHOLE);
            assertThat(server.requests().get(0).body()).contains("stream_options");
            assertThat(server.requests().get(1).body()).doesNotContain("stream_options");
            assertThat(trials.pauses).isEmpty();
        }
    }

    @Test
    void whatAListenerThrowsIsThrown() throws Exception {
        var bug = new IllegalStateException("a bug of the listener");
        try (var server =
                new ScriptedServer(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            var listener = new CountingListener(new AtomicInteger()) {
                @Override
                public void text(String more) {
                    throw bug;
                }
            };
            assertThatThrownBy(() -> trials.ask(server.base(), listener)).isSameAs(bug);
        }
    }

    @Test
    void otherProvidersAreRefusedWithAListOfThoseThereAre() throws Exception {
        var request = Trials.request(new ModelChoice(new ProviderId("anthropic"), "x", Optional.empty()), "hi");

        assertThat(trials.call(request, heard).result())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo(
                                        "There is no provider 'anthropic'. There are: demo, openai, openai-compatible, ollama."));
    }

    private CallResult answerTo(String stream) throws Exception {
        try (var server = new ScriptedServer(v -> v.streamHead().chunk(stream).end())) {
            return trials.ask(server.base(), heard);
        }
    }

    private String reasonOf(String stream) throws Exception {
        return ((Failed) answerTo(stream)).reason();
    }

    static class CountingListener implements ModelListener {
        private final AtomicInteger texts;

        CountingListener(AtomicInteger texts) {
            this.texts = texts;
        }

        @Override
        public void text(String more) {
            texts.incrementAndGet();
        }

        @Override
        public void reasoning(String more) {}

        @Override
        public void toolArguments(int index, String tool, String more) {}

        @Override
        public void toolCall(String tool, String arguments) {}

        @Override
        public void asking() {}

        @Override
        public void tooMany() {}

        @Override
        public void waiting(String reason) {}
    }
}
