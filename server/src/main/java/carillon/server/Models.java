package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.Providers;
import carillon.server.json.JsonIn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads which model is meant: the fields {@code provider}, {@code model} and {@code baseUrl}. */
final class Models {
    private final Providers providers;

    Models(Providers providers) {
        this.providers = providers;
    }

    /** The choice a new thing names; empty when it names none. */
    Optional<ModelChoice> choice(JsonIn json) {
        return changed(json, Optional.empty());
    }

    /** The choice with the fields that are there changed; null clears. */
    Optional<ModelChoice> changed(JsonIn json, Optional<ModelChoice> before) {
        boolean cleared = json.clears("provider") || json.clears("model");
        Optional<ModelChoice> kept = cleared ? Optional.empty() : before;
        Optional<String> provider = json.text("provider")
                .or(() -> kept.map(choice -> choice.provider().value()));
        Optional<String> model = json.text("model").or(() -> kept.map(ModelChoice::model));
        Optional<URI> baseUrl = json.has("baseUrl") ? baseUrl(json) : kept.flatMap(ModelChoice::baseUrl);
        if (provider.isEmpty() && model.isEmpty()) {
            if (json.text("baseUrl").isPresent())
                throw badRequest("\"baseUrl\" needs \"provider\" and \"model\" beside it");
            return Optional.empty();
        }
        if (provider.isEmpty() || model.isEmpty()) throw badRequest("\"provider\" and \"model\" go together");
        if (model.get().isBlank()) throw badRequest("\"model\" must not be blank");
        return Optional.of(
                new ModelChoice(available(provider.get()), model.get().strip(), baseUrl));
    }

    private ProviderId available(String provider) {
        return providers.list().stream()
                .map(Providers.ProviderInfo::id)
                .filter(id -> id.value().equals(provider))
                .findFirst()
                .orElseThrow(() -> badRequest("\"provider\" names none that is built in; there are "
                        + providers.list().stream()
                                .map(info -> info.id().value())
                                .collect(Collectors.joining(", "))));
    }

    /** The field {@code baseUrl} as an address of a web server. */
    static Optional<URI> baseUrl(JsonIn json) {
        return json.text("baseUrl").map(Models::url);
    }

    static URI url(String text) {
        try {
            var url = new URI(text.strip());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null) return url;
        } catch (URISyntaxException e) {
            throw badRequest("\"baseUrl\" must be an http or https address");
        }
        throw badRequest("\"baseUrl\" must be an http or https address without a name and password in it");
    }
}
