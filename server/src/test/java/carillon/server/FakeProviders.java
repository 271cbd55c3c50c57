package carillon.server;

import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.Providers;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Two providers: one that works and one that is down. */
final class FakeProviders implements Providers {
    final List<ProviderChange> changes = new ArrayList<>();

    @Nullable
    String triedKey;

    @Override
    public List<ProviderInfo> list() {
        return List.of(
                info("demo", Optional.empty()), info("ollama", Optional.of(URI.create("http://localhost:11434"))));
    }

    private static ProviderInfo info(String id, Optional<URI> url) {
        return new ProviderInfo(
                new ProviderId(id),
                id,
                false,
                KeySource.SETTINGS,
                Optional.empty(),
                url,
                url.isPresent(),
                OptionalInt.empty(),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60));
    }

    @Override
    public Optional<ProviderInfo> find(ProviderId provider) {
        return list().stream().filter(info -> info.id().equals(provider)).findFirst();
    }

    @Override
    public ProviderInfo change(ProviderId provider, ProviderChange change) {
        changes.add(change);
        return find(provider).orElseThrow();
    }

    @Override
    public List<String> models(ProviderId provider, Optional<URI> baseUrl) {
        if (provider.value().equals("ollama")) throw new ModelException("Ollama does not run on this machine");
        return List.of("scripted");
    }

    @Override
    public Trial test(ProviderId provider, Optional<String> apiKey, Optional<URI> baseUrl, Optional<String> model) {
        triedKey = apiKey.orElse(null);
        return new Trial(true, "It answers", List.of("scripted"));
    }

    @Override
    public PriceNote prices() {
        return new PriceNote(LocalDate.of(2026, 1, 31), true, Optional.of("The prices in prices.json are not used"));
    }

    @Override
    public ModelChoice bestChoice() {
        return new ModelChoice(new ProviderId("demo"), "scripted", Optional.empty());
    }
}
