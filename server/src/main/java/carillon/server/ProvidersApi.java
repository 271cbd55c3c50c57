package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.id.ProviderId;
import carillon.engine.spi.Providers;
import carillon.engine.spi.Providers.ProviderChange;
import carillon.engine.spi.Providers.ProviderInfo;
import carillon.engine.spi.Providers.Setting;
import carillon.engine.spi.Providers.Trial;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.json.ProviderJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Providers and their settings. A key goes in and never comes out. */
final class ProvidersApi {
    private static final long MAX_SECONDS = 24 * 60 * 60;
    private static final long MAX_CONCURRENT = 100_000;

    private final Providers providers;

    ProvidersApi(Providers providers) {
        this.providers = providers;
    }

    void list(Exchange exchange) {
        List<ProviderInfo> all = providers.list();
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (ProviderInfo provider : all) ProviderJson.write(out, provider);
            ProviderJson.prices(out.endList().key("prices"), providers.prices());
            out.end();
        });
    }

    void change(Exchange exchange) throws IOException {
        ProviderId provider = known(exchange.provider());
        JsonIn body = exchange.body();
        var change = new ProviderChange(
                setting(body, "apiKey", () -> key(body).orElse(null)),
                setting(body, "baseUrl", () -> Models.baseUrl(body).orElse(null)),
                setting(body, "maxConcurrent", () -> maxConcurrent(body)),
                setting(body, "firstByteSeconds", () -> seconds(body, "firstByteSeconds")),
                setting(body, "betweenTokensSeconds", () -> seconds(body, "betweenTokensSeconds")));
        ProviderInfo changed;
        try {
            changed = providers.change(provider, change);
        } catch (IllegalArgumentException e) {
            throw badRequest(String.valueOf(e.getMessage()));
        }
        exchange.answer(out -> ProviderJson.write(out, changed));
    }

    void models(Exchange exchange) throws InterruptedException {
        ProviderId provider = known(exchange.provider());
        Optional<URI> baseUrl = exchange.query("baseUrl").map(Models::url);
        List<String> models = providers.models(provider, baseUrl);
        exchange.answer(out -> {
            ProviderJson.models(out.begin().key("items"), models);
            out.end();
        });
    }

    void test(Exchange exchange) throws IOException, InterruptedException {
        ProviderId provider = known(exchange.provider());
        JsonIn body = exchange.body();
        Trial trial = providers.test(provider, key(body), Models.baseUrl(body), body.text("model"));
        exchange.answer(out -> ProviderJson.trial(out, trial));
    }

    private ProviderId known(ProviderId provider) {
        return providers
                .find(provider)
                .map(ProviderInfo::id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PROVIDER_NOT_FOUND, "No provider \"" + provider + "\" is built in"));
    }

    private static Optional<String> key(JsonIn body) {
        return body.text("apiKey").map(String::strip).filter(key -> !key.isEmpty());
    }

    private static @Nullable Integer maxConcurrent(JsonIn body) {
        OptionalLong number = bounded(body, "maxConcurrent", MAX_CONCURRENT);
        return number.isPresent() ? Math.toIntExact(number.getAsLong()) : null;
    }

    private static @Nullable Duration seconds(JsonIn body, String name) {
        OptionalLong number = bounded(body, name, MAX_SECONDS);
        return number.isPresent() ? Duration.ofSeconds(number.getAsLong()) : null;
    }

    private static OptionalLong bounded(JsonIn body, String name, long max) {
        OptionalLong number = body.whole(name);
        if (number.isPresent() && (number.getAsLong() < 1 || number.getAsLong() > max)) {
            throw badRequest("\"" + name + "\" must be from 1 to " + max);
        }
        return number;
    }

    private static <T> Setting<T> setting(JsonIn body, String name, Supplier<@Nullable T> value) {
        return body.has(name) ? new Setting.Set<>(value.get()) : new Setting.Keep<>();
    }
}
