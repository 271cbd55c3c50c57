package carillon.server;

import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.engine.Diagnostics;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.StoreHealth;
import carillon.server.json.StoreJson;
import carillon.server.live.LiveCounts;
import carillon.server.live.Pulse;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** How the server is, and what it can do. */
final class HealthApi {
    private static final String DESCRIPTION = "/carillon/server/openapi.json";
    private static final ChatId NO_CHAT = new ChatId("health");

    private final ChatEngine engine;
    private final StoreHealth health;
    private final Pulse pulse;
    private final LiveCounts counts;
    private final String version;

    HealthApi(ChatEngine engine, StoreHealth health, Pulse pulse, LiveCounts counts, String version) {
        this.engine = engine;
        this.health = health;
        this.pulse = pulse;
        this.counts = counts;
        this.version = version;
    }

    void show(Exchange exchange) {
        Diagnostics diagnostics = engine.diagnostics();
        Optional<Trouble> store = store();
        exchange.answer(out -> out.begin()
                .field("status", "ok")
                .field("version", version)
                .field("store", StoreJson.state(store))
                .field("owners", diagnostics.owners())
                .field("calls", diagnostics.calls())
                .field("droppedResults", diagnostics.droppedResults())
                .field("faults", diagnostics.faults())
                .field("readers", pulse.peers())
                .field("readersCut", counts.cut())
                .field("lateEvents", counts.late())
                .field("foreignEvents", counts.foreign())
                .end());
    }

    private Optional<Trouble> store() {
        try {
            engine.transcript(NO_CHAT, 0, 1);
            return health.trouble();
        } catch (StorageException e) {
            return Optional.of(e.trouble());
        }
    }

    void description(Exchange exchange) throws IOException {
        try (InputStream in = HealthApi.class.getResourceAsStream(DESCRIPTION)) {
            if (in == null) throw new IllegalStateException("The build lacks " + DESCRIPTION);
            exchange.send(Status.OK_200, "application/json", in.readAllBytes());
        }
    }
}
