package carillon.app;

import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.Providers;
import carillon.engine.spi.StoreHealth;
import carillon.engine.spi.WorldStore;
import carillon.models.Models;
import carillon.storage.CannotOpenException;
import carillon.storage.SqliteStore;
import java.time.Duration;

/** What the chats run on: where they are kept, and who answers. */
record Ports(
        ChatLog log,
        ChatIndex index,
        WorldStore worlds,
        StoreHealth health,
        ModelGateway models,
        Providers providers,
        Toolshop tools) {
    private static final Duration STORE_LIMIT = Duration.ofMillis(900);
    private static final Duration MODELS_LIMIT = Duration.ofMillis(100);

    /**
     * Opens those of a data folder; {@code shutdown} closes them.
     *
     * @throws Trouble if the store cannot be opened
     */
    static Ports of(DataFolder folder, Shutdown shutdown) {
        SqliteStore store = store(folder);
        shutdown.add("store", STORE_LIMIT, store::close);
        Models models = Models.open(folder.path(), System.getenv());
        shutdown.add("models", MODELS_LIMIT, models::close);
        return new Ports(
                store.log(),
                store.index(),
                store.worlds(),
                store.health(),
                models.gateway(),
                models.providers(),
                Toolshop.of(folder, shutdown));
    }

    private static SqliteStore store(DataFolder folder) {
        try {
            return SqliteStore.open(folder.path());
        } catch (CannotOpenException e) {
            throw Trouble.of(e);
        }
    }
}
