package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueueAfterStop;
import carillon.core.id.TurnId;
import carillon.engine.ChatEngine;
import carillon.server.json.JsonIn;
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
        QueueAfterStop queue = body.text("queue").map(TurnsApi::queue).orElse(QueueAfterStop.PAUSE);
        Answers.write(exchange, engine.ask(exchange.chat(), new ChatCommand.Stop(turn, queue)));
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

    private static QueueAfterStop queue(String text) {
        return switch (text) {
            case "continue" -> QueueAfterStop.CONTINUE;
            case "pause" -> QueueAfterStop.PAUSE;
            default -> throw badRequest("\"queue\" must be \"continue\" or \"pause\"");
        };
    }
}
