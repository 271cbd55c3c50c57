package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Providers.ProviderChange;
import carillon.engine.spi.Providers.Setting;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLSocketFactory;

/** What the tests of calls have in common: a {@link Models} whose waits take no time, and short words for requests. */
final class Trials implements AutoCloseable {
    static final ProviderId COMPATIBLE = new ProviderId("openai-compatible");
    static final ProviderId OPENAI = new ProviderId("openai");
    static final ProviderId OLLAMA = new ProviderId("ollama");
    static final ProviderId DEMO = new ProviderId("demo");
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    static final Duration LONG = Duration.ofSeconds(30);

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final Models models;

    Trials(Path folder, Map<String, String> environment) {
        models = Models.open(folder, environment, surroundings(pauses::add));
    }

    Trials(Path folder, Map<String, String> environment, Surroundings surroundings) {
        models = Models.open(folder, environment, surroundings);
    }

    static Surroundings surroundings(Pause pause) {
        return new Surroundings(
                pause,
                () -> 0.5,
                InstantSource.fixed(NOW),
                InetAddress::getAllByName,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofSeconds(10));
    }

    ModelGateway gateway() {
        return models.gateway();
    }

    /** Sets how long a call waits for its provider. */
    Trials limits(ProviderId provider, Duration firstByte, Duration betweenTokens) {
        models.providers()
                .change(
                        provider,
                        new ProviderChange(
                                new Setting.Keep<>(),
                                new Setting.Keep<>(),
                                new Setting.Keep<>(),
                                new Setting.Set<>(firstByte),
                                new Setting.Set<>(betweenTokens)));
        return this;
    }

    /** Asks a compatible server on a virtual thread and waits for the end. */
    CallResult ask(URI base, ModelListener listener) throws Exception {
        return call(request(base, "hello"), listener).result();
    }

    Call call(ModelRequest request, ModelListener listener) {
        return new Call(gateway(), request, listener);
    }

    static ModelRequest request(URI base, String prompt) {
        return request(new ModelChoice(COMPATIBLE, "some-model", Optional.of(base)), prompt);
    }

    static ModelRequest request(ModelChoice choice, String... prompts) {
        var messages = Arrays.stream(prompts)
                .map(prompt -> new PromptMessage(Role.USER, prompt))
                .toList();
        return new ModelRequest(
                new ChatId("chat-1"),
                choice,
                messages,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
    }

    @Override
    public void close() {
        models.close();
    }

    /** A call on a virtual thread of its own. */
    static final class Call {
        private final CompletableFuture<CallResult> result = new CompletableFuture<>();
        private final Thread thread;

        private Call(ModelGateway gateway, ModelRequest request, ModelListener listener) {
            thread = Thread.startVirtualThread(() -> {
                try {
                    result.complete(gateway.ask(request, listener));
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        }

        void interrupt() {
            thread.interrupt();
        }

        CallResult result() throws Exception {
            try {
                return result.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) throw cause;
                throw e;
            }
        }
    }

    /** The agent with another system prompt. */
    static Agent prompted(Agent agent, String prompt) {
        return new Agent(
                agent.id(),
                agent.name(),
                agent.model(),
                prompt,
                agent.temperature(),
                agent.maxTokens(),
                OptionalInt.empty(),
                agent.reasoningEffort(),
                agent.autoReply());
    }
}
