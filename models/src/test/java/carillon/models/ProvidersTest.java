package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult.Answered;
import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.Providers;
import carillon.engine.spi.Providers.KeySource;
import carillon.engine.spi.Providers.ProviderChange;
import carillon.engine.spi.Providers.Setting;
import carillon.engine.spi.StorageException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProvidersTest {
    private static final String KEY = "sk-a-very-secret-key-42";
    private static final ScriptedServer.Script TWO_MODELS =
            v -> v.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"m-one\"},{\"id\":\"m-two\"}]}");

    @TempDir
    Path folder;

    @Test
    void listsTheProvidersOfThisStep() {
        try (var trials = new Trials(folder, Map.of())) {
            assertThat(trials.models.providers().list())
                    .extracting(info -> info.id().value())
                    .containsExactly("demo", "openai", "openai-compatible", "ollama");
            var ollama = trials.models.providers().find(Trials.OLLAMA).orElseThrow();
            assertThat(ollama.defaultBaseUrl()).hasValue(URI.create("http://127.0.0.1:11434/v1"));
            assertThat(ollama.needsKey()).isFalse();
            var openai = trials.models.providers().find(Trials.OPENAI).orElseThrow();
            assertThat(openai.needsKey()).isTrue();
            assertThat(openai.firstByte()).isEqualTo(Duration.ofMinutes(2));
            assertThat(openai.betweenTokens()).isEqualTo(Duration.ofMinutes(1));
            assertThat(trials.models.providers().find(new ProviderId("other"))).isEmpty();
        }
    }

    @Test
    void whatAPersonSetWinsOverTheEnvironment() {
        var environment = Map.of("OPENAI_API_KEY", "env-key", "OPENAI_BASE_URL", "http://env.example/v1/");
        try (var trials = new Trials(folder, environment)) {
            Providers providers = trials.models.providers();
            assertThat(providers.find(Trials.OPENAI).orElseThrow())
                    .satisfies(info -> assertThat(info.keySource()).isEqualTo(KeySource.ENVIRONMENT))
                    .satisfies(info -> assertThat(info.baseUrl()).hasValue(URI.create("http://env.example/v1")));

            var changed = providers.change(Trials.OPENAI, change(KEY, URI.create("http://set.example/v1")));

            assertThat(changed.keySource()).isEqualTo(KeySource.SETTINGS);
            assertThat(changed.baseUrl()).hasValue(URI.create("http://set.example/v1"));
            var cleared = providers.change(Trials.OPENAI, change(null, null));
            assertThat(cleared.keySource()).isEqualTo(KeySource.ENVIRONMENT);
        }
    }

    @Test
    void settingsAreThereAfterARestartAndAreTheOwnersAlone() throws Exception {
        try (var trials = new Trials(folder, Map.of())) {
            trials.models
                    .providers()
                    .change(
                            Trials.OPENAI,
                            new ProviderChange(
                                    new Setting.Set<>(KEY),
                                    new Setting.Keep<>(),
                                    new Setting.Set<>(7),
                                    new Setting.Set<>(Duration.ofSeconds(9)),
                                    new Setting.Keep<>()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file());
            }
        }
        try (var trials = new Trials(folder, Map.of())) {
            var info = trials.models.providers().find(Trials.OPENAI).orElseThrow();
            assertThat(info.keySource()).isEqualTo(KeySource.SETTINGS);
            assertThat(info.maxConcurrent()).isEqualTo(OptionalInt.of(7));
            assertThat(info.firstByte()).isEqualTo(Duration.ofSeconds(9));
        }
    }

    @Test
    void aFileThatOthersMayReadIsClosedToThem() throws Exception {
        Files.writeString(file(), "{}");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        new Trials(folder, Map.of()).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsKeptAside() throws Exception {
        for (String damaged : new String[] {"{\"openai\": {\"apiKey\": \"" + KEY, "[]", "{\"openai\":7}", ""}) {
            Files.writeString(file(), damaged);
            try (var trials = new Trials(folder, Map.of())) {
                assertThat(trials.models
                                .providers()
                                .find(Trials.OPENAI)
                                .orElseThrow()
                                .keySource())
                        .isEqualTo(KeySource.NONE);
                assertThat(file()).hasContent(damaged);

                trials.models.providers().change(Trials.OPENAI, change("other", null));
            }
            assertThat(Files.readString(file())).contains("other").doesNotContain(KEY);
        }
        assertThat(folder.resolve("providers.json.damaged-1")).hasContent("{\"openai\": {\"apiKey\": \"" + KEY);
        assertThat(folder.resolve("providers.json.damaged-4")).hasContent("");
    }

    @Test
    void whatANewerVersionStoredIsKept() throws Exception {
        Files.writeString(file(), "{\"mistral\":{\"apiKey\":\"m\",\"region\":\"eu\"},\"openai\":{\"future\":1}}");
        try (var trials = new Trials(folder, Map.of())) {
            trials.models.providers().change(Trials.OPENAI, change(KEY, null));
        }

        assertThat(Files.readString(file()).replaceAll("\\s", ""))
                .contains("\"mistral\":{\"apiKey\":\"m\",\"region\":\"eu\"}", "\"future\":1", KEY);
    }

    @Test
    void aChangeThatCannotBeStoredChangesNothing() throws Exception {
        try (var trials = new Trials(folder.resolve("a-file"), Map.of())) {
            Files.writeString(folder.resolve("a-file"), "in the way");

            assertThatThrownBy(() -> trials.models.providers().change(Trials.OPENAI, change(KEY, null)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageNotContainingAny(KEY, folder.toString());
            assertThat(trials.models
                            .providers()
                            .find(Trials.OPENAI)
                            .orElseThrow()
                            .keySource())
                    .isEqualTo(KeySource.NONE);
        }
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        try (var trials = new Trials(folder, Map.of())) {
            Providers providers = trials.models.providers();
            for (String bad :
                    new String[] {"ftp://x/v1", "http:///v1", "http://user:pw@x/v1", "http://x/v1?a=b", "v1"}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> providers.change(Trials.OPENAI, change(KEY, URI.create(bad))))
                        .withMessageStartingWith("A base URL");
            }
            for (String bad : new String[] {"", " ", "two words", "line\nbreak", "schlüssel", "x".repeat(5_000)}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> providers.change(Trials.OPENAI, change(bad, null)))
                        .withMessageStartingWith("A key is");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> providers.change(new ProviderId("other"), change(KEY, null)))
                    .withMessageContaining("There are: demo");
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void limitsOnCallsAtOnce() {
        try (var trials = new Trials(folder, Map.of())) {
            assertThat(limit(trials, Trials.DEMO, null)).isEmpty();
            assertThat(limit(trials, Trials.OLLAMA, null)).isEmpty();
            assertThat(limit(trials, Trials.COMPATIBLE, "http://far.example/v1"))
                    .isEmpty();
            assertThat(limit(trials, Trials.OPENAI, null)).hasValue(64);
            assertThat(limit(trials, Trials.OPENAI, "http://localhost:99/v1")).isEmpty();
            assertThat(limit(trials, new ProviderId("other"), null)).isEmpty();
        }
    }

    @Test
    void asksTheProviderForItsModels() throws Exception {
        try (var server = new ScriptedServer(TWO_MODELS);
                var trials =
                        new Trials(folder, Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", server.base() + "/"))) {
            assertThat(trials.models.providers().models(Trials.OPENAI, Optional.empty()))
                    .containsExactly("m-one", "m-two");
            assertThat(trials.models.providers().models(Trials.DEMO, Optional.empty()))
                    .containsExactly("demo");

            var sent = server.requests().getFirst();
            assertThat(sent.line()).isEqualTo("GET /v1/models HTTP/1.1");
            assertThat(sent.headers()).containsEntry("Authorization", "Bearer " + KEY);
        }
    }

    @Test
    void aListThatCannotBeHadSaysWhy() throws Exception {
        try (var trials = new Trials(folder, Map.of())) {
            Providers providers = trials.models.providers();
            assertThatThrownBy(() -> providers.models(Trials.OPENAI, Optional.empty()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("OpenAI needs a key");
            assertThatThrownBy(() -> providers.models(Trials.COMPATIBLE, Optional.empty()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("base URL");
            for (String rubbish : new String[] {"<html>", "{}", "{\"data\":7}"}) {
                try (var server = new ScriptedServer(v -> v.json(200, rubbish))) {
                    assertThatThrownBy(() -> providers.models(Trials.COMPATIBLE, Optional.of(server.base())))
                            .isInstanceOf(ModelException.class)
                            .hasMessageContaining("something else than a list of models");
                }
            }
        }
    }

    @Test
    void theStoredKeyIsNotShownToAnotherServer() throws Exception {
        try (var other = new ScriptedServer(v -> v.json(401, "{}"));
                var trials = new Trials(
                        folder,
                        Map.of(
                                "OPENAI_API_KEY",
                                KEY,
                                "OPENAI_COMPATIBLE_API_KEY",
                                KEY,
                                "OPENAI_COMPATIBLE_BASE_URL",
                                "http://mine.example/v1"))) {
            for (ProviderId provider : new ProviderId[] {Trials.OPENAI, Trials.COMPATIBLE}) {
                assertThatThrownBy(() -> trials.models.providers().models(provider, Optional.of(other.base())))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining("belongs to another address");
                var choice = new ModelChoice(provider, "m", Optional.of(other.base()));
                trials.call(Trials.request(choice, "hi"), new Heard()).result();
                trials.models.providers().test(provider, Optional.empty(), Optional.of(other.base()), Optional.of("m"));
            }

            assertThat(other.requests())
                    .hasSizeGreaterThanOrEqualTo(8)
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Authorization"));
        }
    }

    @Test
    void aTestUsesSettingsThatAreNotStored() throws Exception {
        try (var server = new ScriptedServer(v -> {
                    if (v.request.line().startsWith("GET")) TWO_MODELS.play(v);
                    else v.streamHead().chunk(SseText.recorded()).end();
                });
                var trials = new Trials(folder, Map.of())) {
            Providers providers = trials.models.providers();

            var trial =
                    providers.test(Trials.OPENAI, Optional.of(KEY), Optional.of(server.base()), Optional.of("m-two"));

            assertThat(trial.ok()).isTrue();
            assertThat(trial.models()).containsExactly("m-one", "m-two");
            assertThat(trial.detail()).isEqualTo("OpenAI answers, and so does m-two.");
            assertThat(server.requests()).hasSize(2);
            assertThat(file()).doesNotExist();
            assertThat(providers
                            .test(Trials.DEMO, Optional.empty(), Optional.empty(), Optional.empty())
                            .ok())
                    .isTrue();
        }
    }

    @Test
    void aTestThatFailsSaysWhyAndIsNotTriedAgain() throws Exception {
        try (var server = new ScriptedServer(v -> v.json(503, "{\"error\":\"overloaded\"}"));
                var trials = new Trials(folder, Map.of())) {
            var trial = trials.models
                    .providers()
                    .test(Trials.COMPATIBLE, Optional.empty(), Optional.of(server.base()), Optional.empty());

            assertThat(trial.ok()).isFalse();
            assertThat(trial.detail()).contains("503", "overloaded");
            assertThat(server.requests()).hasSize(1);
            assertThat(trials.models
                            .providers()
                            .test(Trials.OPENAI, Optional.of("bad key"), Optional.empty(), Optional.empty())
                            .detail())
                    .startsWith("A key is");
        }
    }

    @Test
    void theBestChoiceIsTheFirstThatCanBeUsed() throws Exception {
        try (var openai = new ScriptedServer(v ->
                        v.json(200, "{\"data\":[{\"id\":\"whisper-1\"},{\"id\":\"gpt-4o\"},{\"id\":\"gpt-4.1\"}]}"));
                var compatible = new ScriptedServer(TWO_MODELS);
                var ollama = new ScriptedServer(v -> v.json(200, "{\"data\":[{\"id\":\"llama\"}]}"));
                var empty = new ScriptedServer(v -> v.json(200, "{\"data\":[]}"))) {
            var all = new HashMap<String, String>();
            all.put("OPENAI_API_KEY", KEY);
            all.put("OPENAI_BASE_URL", openai.base().toString());
            all.put("OPENAI_COMPATIBLE_BASE_URL", compatible.base().toString());

            assertThat(best(all, ollama.base())).isEqualTo("openai gpt-4.1");
            all.put("OPENAI_BASE_URL", nobody().toString());
            assertThat(best(all, ollama.base())).isEqualTo("openai gpt-4.1");
            all.remove("OPENAI_API_KEY");
            assertThat(best(all, ollama.base())).isEqualTo("openai-compatible m-one");
            all.put("OPENAI_COMPATIBLE_BASE_URL", nobody().toString());
            assertThat(best(all, ollama.base())).isEqualTo("ollama llama");
            assertThat(best(all, empty.base())).isEqualTo("demo demo");
            assertThat(best(Map.of(), nobody())).isEqualTo("demo demo");
            assertThat(best(Map.of("OPENAI_COMPATIBLE_BASE_URL", "not a url"), nobody()))
                    .isEqualTo("demo demo");
        }
    }

    @Test
    void aSilentOllamaIsNotWaitedForLong() throws Exception {
        try (var silent = new ScriptedServer(ScriptedServer.Visitor::awaitClose);
                var trials = new Trials(folder, Map.of(), Surroundings.real())) {
            trials.models.providers().change(Trials.OLLAMA, change(null, silent.base()));

            assertThat(trials.models.providers().bestChoice().provider()).isEqualTo(Trials.DEMO);
        }
    }

    @Test
    void keysAreNeverLoggedOrSaid() throws Exception {
        var logged = new StringBuilder();
        var handler = new Handler() {
            @Override
            public synchronized void publish(LogRecord entry) {
                logged.append(entry.getMessage());
                for (Object parameter : entry.getParameters() == null ? new Object[0] : entry.getParameters()) {
                    logged.append(' ').append(parameter);
                }
                if (entry.getThrown() != null) logged.append(entry.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Logger ours = Logger.getLogger("carillon.models");
        Logger langChain = Logger.getLogger("dev.langchain4j");
        ours.setLevel(Level.ALL);
        langChain.setLevel(Level.ALL);
        root.addHandler(handler);
        try (var echo = new ScriptedServer(v -> v.json(
                        400, "{\"error\":{\"message\":\"" + v.request.headers().get("Authorization") + "\"}}"));
                var trials = new Trials(
                        folder,
                        Map.of(
                                "OPENAI_API_KEY",
                                KEY,
                                "OPENAI_BASE_URL",
                                echo.base().toString()))) {
            var choice = new ModelChoice(Trials.OPENAI, "m", Optional.empty());
            var settings = new Settings(new SettingsFile(folder), Map.of("OPENAI_API_KEY", KEY));

            String said = trials.call(Trials.request(choice, "hi"), new Heard()).result() + " "
                    + trials.models
                            .providers()
                            .test(Trials.OPENAI, Optional.of(KEY), Optional.empty(), Optional.of("m"))
                    + trials.models.providers().list()
                    + trials.models.providers().change(Trials.OPENAI, change(KEY, null))
                    + settings.endpoint(ProviderKind.OPENAI, Optional.empty(), Optional.empty())
                    + new Trials(folder, Map.of()).models.providers().list();
            Files.writeString(file(), "{\"openai\":{\"apiKey\":\"" + KEY);
            new Trials(folder, Map.of()).close();

            assertThat(said).contains("refused the request (400)", "(key)").doesNotContain(KEY);
            assertThat(logged.toString())
                    .contains("failed")
                    .contains("cannot be understood")
                    .doesNotContain(KEY);
        } finally {
            root.removeHandler(handler);
            ours.setLevel(null);
            langChain.setLevel(null);
        }
    }

    @Test
    void changedSettingsHoldForTheNextCall() throws Exception {
        try (var server = new ScriptedServer(
                        v -> v.streamHead().chunk(SseText.recorded()).end());
                var trials = new Trials(folder, Map.of("OPENAI_API_KEY", "env-key"))) {
            var choice = new ModelChoice(Trials.OPENAI, "m", Optional.empty());
            trials.models.providers().change(Trials.OPENAI, change("first-key", server.base()));
            assertThat(trials.call(Trials.request(choice, "hi"), new Heard()).result())
                    .isInstanceOf(Answered.class);
            trials.models.providers().change(Trials.OPENAI, change("second-key", server.base()));
            assertThat(trials.call(Trials.request(choice, "hi"), new Heard()).result())
                    .isInstanceOf(Answered.class);

            assertThat(server.requests())
                    .extracting(request -> request.headers().get("Authorization"))
                    .containsExactly("Bearer first-key", "Bearer second-key");
        }
    }

    private String best(Map<String, String> environment, URI ollama) throws Exception {
        try (var trials = new Trials(folder, environment)) {
            trials.models.providers().change(Trials.OLLAMA, change(null, ollama));
            ModelChoice choice = trials.models.providers().bestChoice();
            return choice.provider() + " " + choice.model();
        }
    }

    private static OptionalInt limit(Trials trials, ProviderId provider, @Nullable String base) {
        return trials.gateway()
                .maxConcurrent(
                        new ModelChoice(provider, "m", Optional.ofNullable(base).map(URI::create)));
    }

    private static URI nobody() throws IOException {
        try (ServerSocket closed = ScriptedServer.plainSocket()) {
            return URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/v1");
        }
    }

    private static ProviderChange change(@Nullable String key, @Nullable URI base) {
        return new ProviderChange(
                new Setting.Set<>(key),
                new Setting.Set<>(base),
                new Setting.Keep<>(),
                new Setting.Keep<>(),
                new Setting.Keep<>());
    }

    private Path file() {
        return folder.resolve("providers.json");
    }
}
