package carillon.app;

import carillon.core.id.Ids;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.spi.Providers;
import carillon.models.Models;
import carillon.server.CarillonServer;
import carillon.server.PortInUseException;
import carillon.server.ServerSettings;
import carillon.storage.CannotOpenException;
import carillon.storage.SqliteStore;
import java.time.Duration;
import java.time.InstantSource;

/** Puts the parts together: which store, which models, which server. */
final class Carillon {
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(2);
    private static final Duration CHATS_LIMIT = Duration.ofSeconds(2);
    private static final Duration STORE_LIMIT = Duration.ofMillis(900);

    private Carillon() {}

    /**
     * Serves a data folder; closing goes by {@code shutdown}: no more requests, then open turns end, then the store.
     *
     * @return the port
     * @throws Trouble if the store cannot be opened or the port is taken
     */
    static int start(DataFolder folder, Settings settings, Token token, Shutdown shutdown) throws InterruptedException {
        SqliteStore store = open(folder);
        shutdown.add("store", STORE_LIMIT, store::close);
        Models models = Models.open(folder.path(), System.getenv());
        shutdown.add("models", Duration.ofMillis(100), models::close);
        InstantSource clock = InstantSource.system();
        Ids ids = new RandomIds();
        Providers providers = models.providers();
        FirstWorld.addTo(store.worlds(), providers::bestChoice, clock.instant());
        var engine = new ChatEngine(
                store.log(), store.index(), store.worlds(), models.gateway(), ids, clock, EngineSettings.DEFAULT);
        shutdown.add("chats", CHATS_LIMIT, engine::close);
        engine.recover();
        shutdown.add("trash", Duration.ofMillis(100), new TrashRound(engine)::close);
        CarillonServer server = serve(settings, token, engine, providers);
        shutdown.add("server", SERVER_LIMIT, server::close);
        return server.port();
    }

    private static SqliteStore open(DataFolder folder) {
        try {
            return SqliteStore.open(folder.path());
        } catch (CannotOpenException e) {
            Exit exit = switch (e.reason()) {
                case NEWER_SCHEMA -> Exit.NEWER_DATA;
                case DAMAGED -> Exit.DAMAGED;
                case NOT_WRITABLE, UNREADABLE -> Exit.FOLDER;
                case LOCKED -> Exit.ALREADY_SERVED;
                case FULL -> Exit.STORE;
            };
            throw new Trouble(exit, String.valueOf(e.getMessage()), e);
        }
    }

    private static CarillonServer serve(Settings settings, Token token, ChatEngine engine, Providers providers) {
        var wanted = ServerSettings.of(settings.port(), token.value(), Help.version());
        try {
            return CarillonServer.start(wanted, engine, providers);
        } catch (PortInUseException e) {
            throw new Trouble(
                    Exit.PORT_IN_USE,
                    "Port " + settings.port() + " is in use by another program."
                            + " Choose another with --port or CARILLON_PORT; 0 takes any free one.",
                    e);
        }
    }
}
