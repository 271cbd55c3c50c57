package carillon.models;

import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.Providers.KeySource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the best model that can be used right now, asking each provider only briefly. Safe for many threads.
 *
 * @param loopbackPatience how long a server on this machine is waited for
 * @param cloudPatience    how long any other is
 */
record BestChoice(Settings settings, ModelList lists, Duration loopbackPatience, Duration cloudPatience) {
    static final Duration LOOPBACK_PATIENCE = Duration.ofMillis(300);
    static final Duration CLOUD_PATIENCE = Duration.ofSeconds(2);

    /** Good at most things and open to every account, the best first; the first is used when there is no list. */
    private static final List<String> OPENAI_MODELS = List.of("gpt-4.1", "gpt-4o", "gpt-4.1-mini", "gpt-4o-mini");

    ModelChoice find() throws InterruptedException {
        Optional<ModelChoice> found = openAi();
        if (found.isEmpty()) found = compatible();
        if (found.isEmpty()) found = firstOf(ProviderKind.OLLAMA);
        return found.orElse(new ModelChoice(ProviderKind.DEMO.id(), DemoModel.NAME, Optional.empty()));
    }

    private Optional<ModelChoice> openAi() throws InterruptedException {
        if (settings.keySource(ProviderKind.OPENAI) == KeySource.NONE) return Optional.empty();
        List<String> names = names(ProviderKind.OPENAI);
        String model = OPENAI_MODELS.stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> names.stream().filter(name -> name.startsWith("gpt-")).findFirst())
                .orElse(OPENAI_MODELS.getFirst());
        return Optional.of(new ModelChoice(ProviderKind.OPENAI.id(), model, Optional.empty()));
    }

    private Optional<ModelChoice> compatible() throws InterruptedException {
        return settings.usableBaseUrl(ProviderKind.OPENAI_COMPATIBLE).isEmpty()
                ? Optional.empty()
                : firstOf(ProviderKind.OPENAI_COMPATIBLE);
    }

    private Optional<ModelChoice> firstOf(ProviderKind kind) throws InterruptedException {
        return names(kind).stream().findFirst().map(name -> new ModelChoice(kind.id(), name, Optional.empty()));
    }

    private List<String> names(ProviderKind kind) throws InterruptedException {
        try {
            Endpoint endpoint = settings.endpoint(kind, Optional.empty(), Optional.empty());
            return lists.of(endpoint, Addresses.isLoopback(endpoint.base()) ? loopbackPatience : cloudPatience);
        } catch (ModelException _) {
            return List.of();
        }
    }
}
