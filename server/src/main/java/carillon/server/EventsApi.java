package carillon.server;

import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.server.live.Pulse;
import carillon.server.live.SseStream;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.util.Optional;

/** One chat's events as a stream. */
final class EventsApi {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final ChatEngine engine;
    private final Pulse pulse;

    EventsApi(ChatEngine engine, Pulse pulse) {
        this.engine = engine;
        this.pulse = pulse;
    }

    void stream(Exchange exchange) throws IOException {
        ChatId chat = exchange.chat();
        Optional<String> last =
                exchange.header(LAST_EVENT_ID).map(String::strip).filter(id -> !id.isEmpty());
        long cursor = last.isPresent()
                ? Exchange.number("Last-Event-ID", last.get(), 0, Long.MAX_VALUE)
                : exchange.number("after", 0, Long.MAX_VALUE).orElse(0);
        new SseStream(engine, chat, cursor, pulse, () -> exchange.stream("text/event-stream")).run();
    }
}
