package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.prompt.PromptMessage;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Providers;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The providers of {@link ProviderKind} with their settings. Safe for many threads. */
final class KnownProviders implements Providers {
    private static final Duration LIST_LIMIT = Duration.ofSeconds(20);
    private static final Duration TEST_LIMIT = Duration.ofSeconds(60);
    private static final ChatId NO_CHAT = new ChatId("provider-test");

    private final Settings settings;
    private final ModelList lists;
    private final OpenAiCalls calls;
    private final BestChoice bestChoice;
    private final PriceNote prices;

    KnownProviders(Settings settings, ModelList lists, OpenAiCalls calls, BestChoice bestChoice, PriceNote prices) {
        this.settings = settings;
        this.lists = lists;
        this.calls = calls;
        this.bestChoice = bestChoice;
        this.prices = prices;
    }

    @Override
    public List<ProviderInfo> list() {
        return Arrays.stream(ProviderKind.values()).map(this::info).toList();
    }

    @Override
    public Optional<ProviderInfo> find(ProviderId provider) {
        return ProviderKind.find(provider).map(this::info);
    }

    @Override
    public ProviderInfo change(ProviderId provider, ProviderChange change) {
        ProviderKind kind = ProviderKind.find(provider)
                .orElseThrow(() -> new IllegalArgumentException(ProviderKind.unknown(provider)));
        settings.change(
                kind,
                old -> new StoredProvider(
                        changed(change.apiKey(), old.key().map(Secret::value)).map(Secret::new),
                        changed(change.baseUrl(), old.baseUrl()),
                        changed(change.maxConcurrent(), old.maxConcurrent()),
                        changed(change.firstByte(), old.firstByte()),
                        changed(change.betweenTokens(), old.betweenTokens())));
        return info(kind);
    }

    @Override
    public List<String> models(ProviderId provider, Optional<URI> baseUrl) throws InterruptedException {
        ProviderKind kind = kind(provider);
        if (!kind.overHttp()) return List.of(DemoModel.NAME);
        return lists.of(settings.endpoint(kind, baseUrl, Optional.empty()), LIST_LIMIT);
    }

    @Override
    public Trial test(ProviderId provider, Optional<String> apiKey, Optional<URI> baseUrl, Optional<String> model)
            throws InterruptedException {
        Endpoint endpoint;
        try {
            ProviderKind kind = kind(provider);
            if (!kind.overHttp()) {
                return new Trial(true, "The demo model is built in and always answers.", List.of(DemoModel.NAME));
            }
            endpoint = settings.endpoint(
                    kind, baseUrl, apiKey.filter(key -> !key.isBlank()).map(Secret::new));
        } catch (ModelException | IllegalArgumentException e) {
            return new Trial(false, String.valueOf(e.getMessage()), List.of());
        }
        List<String> names = List.of();
        Optional<String> noList = Optional.empty();
        try {
            names = lists.of(endpoint, LIST_LIMIT);
        } catch (ModelException e) {
            noList = Optional.of(String.valueOf(e.getMessage()));
        }
        if (model.isPresent()) return asked(endpoint, model.get(), names);
        return noList.map(reason -> new Trial(false, reason, List.of()))
                .orElse(new Trial(true, endpoint.title() + " answers. " + counted(names), names));
    }

    @Override
    public PriceNote prices() {
        return prices;
    }

    @Override
    public ModelChoice bestChoice() throws InterruptedException {
        return bestChoice.find();
    }

    private Trial asked(Endpoint endpoint, String model, List<String> names) throws InterruptedException {
        if (model.isBlank()) return new Trial(false, "A model needs a name.", names);
        var request = new ModelRequest(
                NO_CHAT,
                new ModelChoice(endpoint.kind().id(), model, Optional.empty()),
                List.of(new PromptMessage(PromptMessage.Role.USER, "Say OK.")),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
        return switch (calls.ask(endpoint.within(TEST_LIMIT), request, SilentListener.INSTANCE, 1)) {
            case CallResult.Answered _ ->
                new Trial(true, endpoint.title() + " answers, and so does " + Plain.line(model, 100) + ".", names);
            case CallResult.TooLong tooLong -> new Trial(false, tooLong.reason(), names);
            case CallResult.Failed failed -> new Trial(false, failed.reason(), names);
        };
    }

    private static String counted(List<String> names) {
        return switch (names.size()) {
            case 0 -> "It has no models yet.";
            case 1 -> "It has one model.";
            default -> "It has " + names.size() + " models.";
        };
    }

    private static <T> Optional<T> changed(Setting<T> setting, Optional<T> old) {
        return switch (setting) {
            case Setting.Keep<T> _ -> old;
            case Setting.Set<T> set -> Optional.ofNullable(set.value());
        };
    }

    private static ProviderKind kind(ProviderId provider) {
        return ProviderKind.find(provider).orElseThrow(() -> new ModelException(ProviderKind.unknown(provider)));
    }

    private ProviderInfo info(ProviderKind kind) {
        return new ProviderInfo(
                kind.id(),
                kind.title(),
                kind.needsKey(),
                settings.keySource(kind),
                settings.usableBaseUrl(kind),
                kind.defaultBase(),
                kind.overHttp(),
                settings.maxConcurrent(kind, Optional.empty()),
                settings.firstByte(kind),
                settings.betweenTokens(kind));
    }
}
