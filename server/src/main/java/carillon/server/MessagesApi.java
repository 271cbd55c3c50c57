package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.ChatEngine;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Messages that go into a chat, and those that still wait. */
final class MessagesApi {
    private static final int MAX_TEXT_BYTES = 1_024 * 1_024;

    private final ChatEngine engine;

    MessagesApi(ChatEngine engine) {
        this.engine = engine;
    }

    void send(Exchange exchange) throws IOException {
        ChatId chat = exchange.chat();
        JsonIn body = exchange.body();
        String text = text(body);
        Optional<MessageId> id = body.text("id").map(MessagesApi::id);
        SendMode mode = body.text("mode").map(MessagesApi::mode).orElse(SendMode.QUEUE);
        Answers.write(exchange, engine.send(chat, id, Sender.HUMAN, text, mode));
    }

    void withdraw(Exchange exchange) {
        Answers.write(exchange, engine.ask(exchange.chat(), new ChatCommand.Withdraw(exchange.message())));
    }

    /** The text as it can be stored: half surrogate pairs become question marks. */
    private static String text(JsonIn body) {
        byte[] utf8 = body.requiredText("text").getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_TEXT_BYTES) {
            throw new ProblemException(
                    ProblemCode.MESSAGE_TOO_LONG,
                    "A message has at most " + MAX_TEXT_BYTES + " bytes, not " + utf8.length);
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static MessageId id(String text) {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw badRequest("\"id\" must be 1 to 64 letters, digits, '-' and '_'");
        }
    }

    private static SendMode mode(String text) {
        return switch (text) {
            case "queue" -> SendMode.QUEUE;
            case "reject" -> SendMode.REJECT;
            default -> throw badRequest("\"mode\" must be \"queue\" or \"reject\"");
        };
    }
}
