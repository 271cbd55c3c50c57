package carillon.models;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a provider is reached and how long it is waited for.
 *
 * @param base          without a slash at its end
 * @param key           sent as a bearer token; empty when there is none for this address
 * @param keyHeldBack   whether there is a key that belongs to another address
 * @param firstByte     until something visible has come
 * @param betweenTokens from one visible thing to the next
 */
record Endpoint(
        ProviderKind kind,
        URI base,
        Optional<Secret> key,
        boolean keyHeldBack,
        Duration firstByte,
        Duration betweenTokens) {
    URI at(String path) {
        return URI.create(base + path);
    }

    /** The headers that show who asks. */
    Map<String, String> authorization() {
        return key.map(secret -> Map.of("Authorization", "Bearer " + secret.value()))
                .orElse(Map.of());
    }

    /** What people call it: OpenAI, or a name with the address for services that have none of their own. */
    String title() {
        return switch (kind) {
            case DEMO, OPENAI -> kind.title();
            case OPENAI_COMPATIBLE -> "The model server at " + base;
            case OLLAMA -> "Ollama";
        };
    }

    /** Whether this is not the provider's own address, so that somebody else says what it costs. */
    boolean elsewhere() {
        return kind.defaultBase()
                .filter(own -> !Addresses.isLoopback(own))
                .map(own -> own.getHost())
                .map(own -> !(base.getHost().equals(own) || base.getHost().endsWith("." + own)))
                .orElse(false);
    }

    Endpoint within(Duration limit) {
        return new Endpoint(kind, base, key, keyHeldBack, limit, limit);
    }

    /** Text from the provider, made fit to be shown: one line, bounded, without the key. */
    String shown(String text) {
        String clean = key.map(secret -> secret.removedFrom(text)).orElseGet(() -> Secret.withoutKeys(text));
        return Plain.line(clean, 300);
    }
}
