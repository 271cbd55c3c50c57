package carillon.engine;

import carillon.core.id.ChatId;
import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelGateway;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** Stands between chats and providers: as many calls at once as a provider allows, fair between chats. */
final class Governor {
    private final ModelGateway models;
    private final Map<ProviderId, ProviderLine> lines = new ConcurrentHashMap<>();

    Governor(ModelGateway models) {
        this.models = models;
    }

    /** The right to have one call under way; given back in any case. */
    @FunctionalInterface
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a place.
     *
     * @param place hears the caller's place in line, from 1, whenever it changes; on any thread
     */
    Permit enter(ChatId chat, ModelChoice model, IntConsumer place) throws InterruptedException {
        if (models.maxConcurrent(model).isEmpty()) return () -> {};
        ProviderLine line = lines.computeIfAbsent(model.provider(), _ -> new ProviderLine());
        line.enter(chat, () -> models.maxConcurrent(model), place);
        return () -> line.leave(chat);
    }
}
