package carillon.engine;

import carillon.core.chat.CallResult;
import carillon.core.id.ProviderId;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * Stands between chats and providers: as many calls at once as a provider allows and bears, fair between chats. Safe for
 * many threads.
 */
final class Governor {
    private final ModelGateway models;
    private final Map<ProviderId, ProviderLine> lines = new ConcurrentHashMap<>();

    Governor(ModelGateway models) {
        this.models = models;
    }

    /**
     * Waits for a place, asks, and gives the place back in any case.
     *
     * @param place hears the caller's place in line, from 1, whenever it changes; on any thread
     */
    CallResult ask(ModelRequest request, ModelListener listener, IntConsumer place) throws InterruptedException {
        ModelChoice model = request.model();
        if (models.maxConcurrent(model).isEmpty()) return models.ask(request, listener);
        ProviderLine line = lines.computeIfAbsent(model.provider(), _ -> new ProviderLine());
        try (ProviderLine.Place mine = line.enter(request.chat(), () -> models.maxConcurrent(model), place)) {
            CallResult result = models.ask(request, new PlaceListener(listener, mine));
            if (result instanceof CallResult.Answered) mine.answered();
            return result;
        }
    }

    /** Tells the line how its provider bears the calls. */
    private record PlaceListener(ModelListener listener, ProviderLine.Place place) implements ModelListener {
        @Override
        public void text(String more) {
            listener.text(more);
        }

        @Override
        public void reasoning(String more) {
            listener.reasoning(more);
        }

        @Override
        public void toolArguments(int index, String tool, String more) {
            listener.toolArguments(index, tool, more);
        }

        @Override
        public void toolCall(String tool, String arguments) {
            listener.toolCall(tool, arguments);
        }

        @Override
        public void asking() {
            place.asks();
            listener.asking();
        }

        @Override
        public void tooMany() {
            place.tooMany();
            listener.tooMany();
        }

        @Override
        public void waiting(String reason) {
            listener.waiting(reason);
        }
    }
}
