package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueueAfterStop;
import carillon.core.id.TurnId;
import carillon.engine.ChatEngine;
import carillon.server.json.JsonIn;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Optional;

/** Stopping a turn and going on. */
final class TurnsApi {
    private final ChatEngine engine;

    TurnsApi(ChatEngine engine) {
        this.engine = engine;
    }

    void stop(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        Optional<TurnId> turn = body.text("turnId").map(TurnsApi::id);
        Answers.write(exchange, engine.ask(exchange.chat(), new ChatCommand.Stop(turn, queue(body))));
    }

    void stopWorld(Exchange exchange) throws IOException {
        stopped(exchange, engine.stopWorld(exchange.world(), queue(exchange.body())));
    }

    void stopEverything(Exchange exchange) throws IOException {
        stopped(exchange, engine.stopEverything(queue(exchange.body())));
    }

    private static void stopped(Exchange exchange, int turns) {
        exchange.answer(
                Status.ACCEPTED_202, out -> out.begin().field("stopped", turns).end());
    }

    void goOn(Exchange exchange) {
        Answers.write(exchange, engine.ask(exchange.chat(), new ChatCommand.Continue()));
    }

    private static TurnId id(String text) {
        try {
            return TurnId.parse(text);
        } catch (IllegalArgumentException e) {
            throw badRequest("\"turnId\" must be 1 to 64 letters, digits, '-' and '_'");
        }
    }

    private static QueueAfterStop queue(JsonIn body) {
        return switch (body.text("queue").orElse("pause")) {
            case "continue" -> QueueAfterStop.CONTINUE;
            case "pause" -> QueueAfterStop.PAUSE;
            default -> throw badRequest("\"queue\" must be \"continue\" or \"pause\"");
        };
    }
}
