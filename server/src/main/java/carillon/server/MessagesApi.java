package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.engine.ChatEngine;
import carillon.engine.ChatSummary;
import carillon.engine.HistoryChange;
import carillon.server.json.ChatJson;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.Status;
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

    void editQueued(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        Optional<String> text = body.has("text") ? Optional.of(text(body)) : Optional.empty();
        Optional<SendMode> mode = body.text("mode").map(MessagesApi::mode);
        if (text.isEmpty() && mode.isEmpty()) throw badRequest("Give a new \"text\", a new \"mode\" or both");
        if (mode.equals(Optional.of(SendMode.REJECT))) throw badRequest("\"mode\" cannot be \"reject\" any more");
        Answers.write(
                exchange, engine.ask(exchange.chat(), new ChatCommand.EditQueued(exchange.message(), text, mode)));
    }

    void edit(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        Optional<MessageId> id = body.text("id").map(MessagesApi::id);
        Answers.write(
                exchange, engine.change(exchange.chat(), new HistoryChange.Edit(exchange.message(), id, text(body))));
    }

    void regenerate(Exchange exchange) throws IOException {
        Optional<MessageId> id = exchange.body().text("id").map(MessagesApi::id);
        Answers.write(exchange, engine.change(exchange.chat(), new HistoryChange.Regenerate(exchange.message(), id)));
    }

    void rewind(Exchange exchange) {
        Answers.write(exchange, engine.change(exchange.chat(), new HistoryChange.Rewind(exchange.message())));
    }

    void undo(Exchange exchange) {
        Answers.write(exchange, engine.ask(exchange.chat(), new ChatCommand.Undo()));
    }

    void branch(Exchange exchange) {
        ChatSummary made = engine.branch(exchange.chat(), exchange.message());
        exchange.answer(Status.CREATED_201, out -> ChatJson.summary(out, made));
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
            case "steer" -> SendMode.STEER;
            case "interrupt" -> SendMode.INTERRUPT;
            case "rollback" -> SendMode.ROLLBACK;
            case "reject" -> SendMode.REJECT;
            default ->
                throw badRequest("\"mode\" must be \"queue\", \"steer\", \"interrupt\", \"rollback\" or \"reject\"");
        };
    }
}
