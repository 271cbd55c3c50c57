package carillon.models;

import carillon.engine.spi.ToolDescription;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's way to the network for one try: it sends the request and reads the whole stream on the caller's thread
 * before it returns. Throws {@link TryFailed}, or {@link Interrupted}; either way the connection is closed.
 */
final class StreamingHttp implements HttpClient {
    private static final String DONE = "[DONE]";
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    /** How long the count of tokens may follow the end of the answer. */
    private static final Duration AFTER_FINISH = Duration.ofSeconds(5);

    private final Dialer dialer;
    private final Endpoint endpoint;
    private final OpenAiAnswer answer;
    private final Watchdog.Limit limit;
    private final String model;
    private final boolean withUsage;
    private final List<ToolDescription> tools;
    private final InstantSource clock;
    private final Reasons reasons;
    private final CurrentEvent current = new CurrentEvent();
    private final ServerSentEventContext context = new ServerSentEventContext(new CancellationUnsupportedHandle());
    private boolean done;
    private boolean finishing;

    StreamingHttp(
            Dialer dialer,
            Endpoint endpoint,
            String model,
            OpenAiAnswer answer,
            Watchdog.Limit limit,
            boolean withUsage,
            List<ToolDescription> tools,
            InstantSource clock) {
        this.dialer = dialer;
        this.endpoint = endpoint;
        this.model = model;
        this.answer = answer;
        this.limit = limit;
        this.withUsage = withUsage;
        this.tools = tools;
        this.clock = clock;
        this.reasons = new Reasons(endpoint);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("Only streams are asked for");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser unused, ServerSentEventListener listener) {
        try {
            stream(request, listener);
        } catch (InterruptedException _) {
            throw new Interrupted();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) throw new Interrupted();
            if (!answer.finished()) throw reasons.broken(inTime(e));
        }
        if (answer.stopped()) return;
        if (!done && !answer.finished()) throw reasons.cutOff();
        listener.onClose();
    }

    private void stream(HttpRequest request, ServerSentEventListener listener)
            throws IOException, InterruptedException {
        URI uri = URI.create(request.url());
        String plain = withUsage ? request.body() : RequestBody.withoutUsage(request.body());
        String body = RequestBody.withTools(plain, tools);
        Connection connection = dialer.dial(uri, endpoint.firstByte(), limit);
        limit.set(endpoint.firstByte());
        try (var exchange = HttpExchange.send(
                connection, "POST", uri, headers(request), Optional.of(body.getBytes(StandardCharsets.UTF_8)))) {
            if (exchange.status() != 200) throw refused(exchange);
            requireEventStream(exchange);
            var events = new SseParser((type, data) -> event(type, data, listener));
            byte[] buffer = new byte[8 * 1024];
            for (int n; (n = exchange.body().read(buffer, 0, buffer.length)) >= 0; ) {
                if (!events.feed(buffer, 0, n)) return;
            }
            events.end();
        }
    }

    private boolean event(@Nullable String type, String data, ServerSentEventListener listener) {
        if (data.equals(DONE)) {
            done = true;
            return false;
        }
        if ("error".equals(type)) {
            answer.errorEvent(data);
            return false;
        }
        listener.onEvent(current.holding(type, data), context);
        if (answer.finished() && !finishing) {
            finishing = true;
            limit.set(AFTER_FINISH.compareTo(endpoint.betweenTokens()) < 0 ? AFTER_FINISH : endpoint.betweenTokens());
        }
        return !answer.stopped();
    }

    private TryFailed refused(HttpExchange exchange) {
        byte[] body = exchange.status() >= 400 ? exchange.beginning(MAX_ERROR_BYTES) : new byte[0];
        Optional<Duration> after = exchange.header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
        if (Thread.currentThread().isInterrupted()) throw new Interrupted();
        return reasons.refused(exchange.status(), ProviderError.read(body), model, after);
    }

    private static void requireEventStream(HttpExchange exchange) throws GarbledException {
        String encoding = exchange.header("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new GarbledException(
                    "sent its answer compressed (" + Plain.line(encoding, 40) + "), which was not asked for");
        }
        String contentType = exchange.header("Content-Type").orElse("nothing");
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            throw new GarbledException("answered with " + Plain.line(contentType, 80) + " instead of an event stream");
        }
    }

    private static Map<String, String> headers(HttpRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("User-Agent")) headers.put(name, String.join(", ", values));
        });
        headers.put("Accept", "text/event-stream");
        return headers;
    }

    private IOException inTime(IOException trouble) {
        try {
            limit.throwIfPassed();
            return trouble;
        } catch (TimedOutException late) {
            return late;
        }
    }
}
