package carillon.engine.spi;

import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The services that run models, and how they are reached. Keys go in and never come out. Safe for many threads. */
public interface Providers {
    /** Where a key was found. */
    enum KeySource {
        NONE,
        ENVIRONMENT,
        SETTINGS
    }

    /**
     * What may be shown of a provider.
     *
     * @param baseUrl        set by a person or the environment
     * @param defaultBaseUrl used when none is set
     * @param maxConcurrent  calls under way at once; empty for no limit
     */
    record ProviderInfo(
            ProviderId id,
            String name,
            boolean needsKey,
            KeySource keySource,
            Optional<URI> baseUrl,
            Optional<URI> defaultBaseUrl,
            boolean baseUrlEditable,
            OptionalInt maxConcurrent,
            Duration firstByte,
            Duration betweenTokens) {}

    /** One changed setting: {@code Set(null)} clears it, {@code Keep} leaves it. */
    sealed interface Setting<T> {
        record Keep<T>() implements Setting<T> {}

        record Set<T>(@Nullable T value) implements Setting<T> {
            /** Says nothing of the value, which may be a key. */
            @Override
            public String toString() {
                return value == null ? "Set[nothing]" : "Set[…]";
            }
        }
    }

    record ProviderChange(
            Setting<String> apiKey,
            Setting<URI> baseUrl,
            Setting<Integer> maxConcurrent,
            Setting<Duration> firstByte,
            Setting<Duration> betweenTokens) {}

    /**
     * What a try of a provider showed.
     *
     * @param detail in plain words
     */
    record Trial(boolean ok, String detail, List<String> models) {}

    /**
     * Where the prices of calls come from.
     *
     * @param asOf    when the built-in ones were looked up
     * @param own     whether a person has some of their own, which go first
     * @param trouble what is wrong with a person's own and what to do, in plain words; they are not used then
     */
    record PriceNote(LocalDate asOf, boolean own, Optional<String> trouble) {}

    List<ProviderInfo> list();

    Optional<ProviderInfo> find(ProviderId provider);

    /**
     * Stores changed settings; the next model call uses them.
     *
     * @throws IllegalArgumentException if the provider is not known or a value is not allowed; nothing was stored
     */
    ProviderInfo change(ProviderId provider, ProviderChange change);

    /**
     * The provider's own list of models.
     *
     * @param baseUrl asked there instead, when given
     * @throws ModelException if it could not be had; the message says why and what to do
     */
    List<String> models(ProviderId provider, Optional<URI> baseUrl) throws InterruptedException;

    /** Tries a provider with settings that are not stored. */
    Trial test(ProviderId provider, Optional<String> apiKey, Optional<URI> baseUrl, Optional<String> model)
            throws InterruptedException;

    PriceNote prices();

    /** The best model that can be used right now: a provider with a key, else a local Ollama, else the demo model. */
    ModelChoice bestChoice() throws InterruptedException;
}
