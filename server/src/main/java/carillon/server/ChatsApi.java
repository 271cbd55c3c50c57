package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.Title;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.engine.ChatEngine;
import carillon.engine.ChatPage;
import carillon.engine.ChatSummary;
import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatIndex.ChatCursor;
import carillon.engine.spi.ChatIndex.Shelf;
import carillon.server.json.ChatJson;
import carillon.server.json.JsonIn;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The chats of a world. */
final class ChatsApi {
    private static final int PAGE = 200;

    private final ChatEngine engine;

    ChatsApi(ChatEngine engine) {
        this.engine = engine;
    }

    void list(Exchange exchange) {
        WorldId world = exchange.world();
        int limit = (int) exchange.number("limit", 1, ChatIndex.MAX_CHATS).orElse(PAGE);
        Shelf shelf = exchange.query("trash").equals(Optional.of("true")) ? Shelf.TRASH : Shelf.LIVE;
        ChatPage page = engine.chats(world, shelf, exchange.query("after").map(ChatsApi::cursor), limit);
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (ChatSummary summary : page.chats()) ChatJson.summary(out, summary);
            out.endList();
            page.next().ifPresent(next -> out.field("next", text(next)));
            out.end();
        });
    }

    void create(Exchange exchange) throws IOException {
        WorldId world = exchange.world();
        JsonIn body = exchange.body();
        Optional<String> title =
                body.text("title").filter(text -> !text.isBlank()).map(ChatsApi::title);
        ChatSummary made = engine.create(world, title);
        exchange.answer(Status.CREATED_201, out -> ChatJson.summary(out, made));
    }

    /** A title as a person gave it, on one line and not too long. */
    static String title(String given) {
        String title = Title.clean(given);
        if (title.isEmpty()) throw badRequest("\"title\" has nothing in it that could be shown");
        return title;
    }

    private static String text(ChatCursor cursor) {
        Instant at = cursor.updatedAt();
        return at.getEpochSecond() + "." + at.getNano() + "." + cursor.chat();
    }

    private static ChatCursor cursor(String text) {
        try {
            String[] parts = text.split("\\.", 3);
            return new ChatCursor(
                    Instant.ofEpochSecond(Long.parseLong(parts[0]), Integer.parseInt(parts[1])),
                    ChatId.parse(parts[2]));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw badRequest("\"after\" is not what an earlier page gave as \"next\"");
        }
    }
}
