package carillon.models;

import carillon.engine.spi.ModelException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a provider which models it has. Safe for many threads; blocks its caller. */
final class ModelList {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_MODELS = 10_000;
    private static final int MAX_NAME_CHARS = 300;

    private final Dialer dialer;
    private final Watchdog watchdog;
    private final InstantSource clock;

    ModelList(Dialer dialer, Watchdog watchdog, InstantSource clock) {
        this.dialer = dialer;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    /**
     * The names in the provider's own order.
     *
     * @param atMost for all of it
     * @throws ModelException if it could not be had; the message says why and what to do
     */
    List<String> of(Endpoint endpoint, Duration atMost) throws InterruptedException {
        var reasons = new Reasons(endpoint);
        try (Watchdog.Limit limit = watchdog.limit()) {
            try {
                return parsed(fetched(endpoint, atMost, limit, reasons));
            } catch (IOException e) {
                if (Thread.interrupted()) throw new InterruptedException();
                throw new ModelException(reasons.broken(inTime(limit, e)).reason());
            } catch (TryFailed e) {
                if (Thread.interrupted()) throw new InterruptedException();
                throw new ModelException(e.reason());
            }
        }
    }

    private byte[] fetched(Endpoint endpoint, Duration atMost, Watchdog.Limit limit, Reasons reasons)
            throws IOException, InterruptedException {
        var uri = endpoint.at("/models");
        Connection connection = dialer.dial(uri, atMost, limit);
        limit.set(atMost);
        Map<String, String> headers = new HashMap<>(endpoint.authorization());
        headers.put("Accept", "application/json");
        try (var exchange = HttpExchange.send(connection, "GET", uri, headers, Optional.empty())) {
            if (exchange.status() == 404) throw TryFailed.forGood(noList(endpoint));
            if (exchange.status() != 200) {
                var error = ProviderError.read(exchange.beginning(64 * 1024));
                var after = exchange.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
                throw reasons.refused(exchange.status(), error, "", after);
            }
            return exchange.whole(MAX_BYTES);
        }
    }

    private static String noList(Endpoint endpoint) {
        return endpoint.title() + " has no list of models at " + endpoint.at("/models")
                + ". Check its base URL in Settings → Providers; most end with /v1.";
    }

    private static List<String> parsed(byte[] body) throws GarbledException {
        try {
            JsonNode data = JSON.readTree(body).path("data");
            if (data.isArray() || data.isNull()) {
                return data.valueStream()
                        .map(model -> model.path("id").stringValue(""))
                        .filter(name -> !name.isBlank() && name.length() <= MAX_NAME_CHARS)
                        .distinct()
                        .limit(MAX_MODELS)
                        .toList();
            }
        } catch (JacksonException _) {
            // said below
        }
        throw new GarbledException("sent something else than a list of models");
    }

    private static IOException inTime(Watchdog.Limit limit, IOException trouble) {
        try {
            limit.throwIfPassed();
            return trouble;
        } catch (TimedOutException late) {
            return late;
        }
    }
}
