package carillon.models;

import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.Providers.KeySource;
import carillon.engine.spi.StorageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What is set for the providers: what a person stored wins over the environment. Safe for many threads; readers share
 * an immutable snapshot and never wait.
 */
final class Settings {
    static final Duration FIRST_BYTE = Duration.ofMinutes(2);
    static final Duration BETWEEN_TOKENS = Duration.ofMinutes(1);

    private final SettingsFile file;
    private final Map<String, String> environment;
    private volatile Map<ProviderId, StoredProvider> stored;

    Settings(SettingsFile file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.stored = file.read();
    }

    StoredProvider stored(ProviderKind kind) {
        return stored.getOrDefault(kind.id(), StoredProvider.NOTHING);
    }

    /**
     * Stores one provider's settings, changed.
     *
     * @throws IllegalArgumentException if a value is not allowed; nothing was stored
     * @throws StorageException         if it could not be written; nothing was changed
     */
    synchronized void change(ProviderKind kind, UnaryOperator<StoredProvider> change) {
        StoredProvider changed = change.apply(stored(kind));
        try {
            file.write(kind.id(), changed);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Trouble.OTHER,
                    "The provider settings could not be stored. Nothing was changed.",
                    e);
        }
        var next = new HashMap<>(stored);
        next.put(kind.id(), changed);
        stored = Map.copyOf(next);
    }

    KeySource keySource(ProviderKind kind) {
        if (stored(kind).key().isPresent()) return KeySource.SETTINGS;
        return variable(kind.keyVariable()).isPresent() ? KeySource.ENVIRONMENT : KeySource.NONE;
    }

    /** The base URL that a person or the environment set. */
    Optional<URI> baseUrl(ProviderKind kind) {
        return stored(kind).baseUrl().or(() -> variable(kind.baseVariable()).map(text -> base(kind, text)));
    }

    /** The base URL that is set, or none when the environment's cannot be used. */
    Optional<URI> usableBaseUrl(ProviderKind kind) {
        try {
            return baseUrl(kind);
        } catch (ModelException _) {
            return Optional.empty();
        }
    }

    Duration firstByte(ProviderKind kind) {
        return stored(kind).firstByte().orElse(FIRST_BYTE);
    }

    Duration betweenTokens(ProviderKind kind) {
        return stored(kind).betweenTokens().orElse(BETWEEN_TOKENS);
    }

    OptionalInt maxConcurrent(ProviderKind kind, Optional<URI> chosenBase) {
        Optional<Integer> set = stored(kind).maxConcurrent();
        if (set.isPresent()) return OptionalInt.of(set.get());
        boolean local = chosenBase
                .or(() -> usableBaseUrl(kind))
                .map(Addresses::isLoopback)
                .orElse(false);
        return local ? OptionalInt.empty() : kind.cloudLimit();
    }

    /** Where calls of this choice go. */
    Endpoint endpoint(ModelChoice choice) {
        ProviderKind kind = ProviderKind.find(choice.provider())
                .orElseThrow(() -> new ModelException(ProviderKind.unknown(choice.provider())));
        return endpoint(kind, choice.baseUrl(), Optional.empty());
    }

    /**
     * Where a provider is reached.
     *
     * @param otherBase asked instead of the one that is set; the stored key is not shown to another server
     * @param otherKey  used instead of the one that is set
     * @throws ModelException if something is missing; the message says what to do
     */
    Endpoint endpoint(ProviderKind kind, Optional<URI> otherBase, Optional<Secret> otherKey) {
        Optional<URI> ownBase = baseUrl(kind).or(kind::defaultBase);
        URI base = otherBase
                .map(Settings::checked)
                .or(() -> ownBase)
                .orElseThrow(() -> new ModelException("It is not known where the " + kind.title()
                        + " server is. Enter its base URL in Settings → Providers, such as http://127.0.0.1:8080/v1."));
        boolean keyBelongsHere = ownBase.isEmpty() || Addresses.sameOrigin(ownBase.get(), base);
        Optional<Secret> ownKey = key(kind);
        Optional<Secret> key = otherKey.or(() -> keyBelongsHere ? ownKey : Optional.empty());
        boolean heldBack = key.isEmpty() && ownKey.isPresent();
        if (key.isEmpty() && kind.needsKey() && !heldBack) {
            throw new ModelException(
                    kind.title() + " needs a key. Enter one in Settings → Providers, or choose another provider.");
        }
        return new Endpoint(kind, base, key, heldBack, firstByte(kind), betweenTokens(kind));
    }

    private Optional<Secret> key(ProviderKind kind) {
        return stored(kind)
                .key()
                .or(() -> variable(kind.keyVariable()).map(text -> {
                    try {
                        return new Secret(text);
                    } catch (IllegalArgumentException _) {
                        throw new ModelException(
                                "The key in the environment variable "
                                        + kind.keyVariable().orElseThrow()
                                        + " holds spaces or characters that keys do not have. Correct it, or enter a key in Settings → Providers.");
                    }
                }));
    }

    private static URI checked(URI base) {
        try {
            return Addresses.checkedBase(base);
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage() + ".", e);
        }
    }

    private static URI base(ProviderKind kind, String text) {
        try {
            return Addresses.checkedBase(URI.create(text));
        } catch (IllegalArgumentException _) {
            throw new ModelException("The environment variable "
                    + kind.baseVariable().orElseThrow()
                    + " is not a base URL that can be used. One looks like http://127.0.0.1:8080/v1.");
        }
    }

    private Optional<String> variable(Optional<String> name) {
        return name.map(environment::get).map(String::strip).filter(text -> !text.isEmpty());
    }
}
