package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueuedMessage;
import carillon.core.id.ChatId;
import carillon.engine.ChatEngine;
import carillon.engine.ChatSummary;
import carillon.engine.ChatView;
import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.StoredMessage;
import carillon.server.json.ChatJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One chat: what it is, its title, the trash, and how far a person has read. */
final class ChatApi {
    private static final int PAGE = 50;

    private final ChatEngine engine;

    ChatApi(ChatEngine engine) {
        this.engine = engine;
    }

    void show(Exchange exchange) {
        ChatId chat = exchange.chat();
        int limit = (int) exchange.number("limit", 1, ChatIndex.MAX_MESSAGES).orElse(PAGE);
        OptionalLong asked = exchange.number("before", 1, Long.MAX_VALUE);
        ChatView view = engine.look(chat);
        long upTo = Math.min(view.state().seq(), asked.isPresent() ? asked.getAsLong() - 1 : Long.MAX_VALUE);
        List<StoredMessage> messages = engine.transcript(chat, upTo, limit);
        OptionalLong before = before(chat, messages, limit);
        var queue = new ArrayList<StoredMessage>();
        for (QueuedMessage queued : view.state().queue()) {
            engine.message(chat, queued.message()).ifPresent(queue::add);
        }
        exchange.answer(out -> ChatJson.snapshot(out, view, messages, before, queue));
    }

    /** The seq of the oldest message shown, if there are older ones. */
    private OptionalLong before(ChatId chat, List<StoredMessage> messages, int limit) {
        if (messages.size() < limit) return OptionalLong.empty();
        OptionalLong oldest = messages.getFirst().seq();
        boolean more = !engine.transcript(chat, oldest.orElseThrow() - 1, 1).isEmpty();
        return more ? oldest : OptionalLong.empty();
    }

    void rename(Exchange exchange) throws IOException {
        ChatId chat = exchange.chat();
        String title = ChatsApi.title(exchange.body().requiredText("title"));
        done(engine.ask(chat, new ChatCommand.Rename(title)));
        summary(exchange, chat);
    }

    void delete(Exchange exchange) {
        done(engine.ask(exchange.chat(), new ChatCommand.Delete()));
        exchange.done();
    }

    void restore(Exchange exchange) {
        ChatId chat = exchange.chat();
        done(engine.ask(chat, new ChatCommand.Restore()));
        summary(exchange, chat);
    }

    void seen(Exchange exchange) throws IOException {
        ChatId chat = exchange.chat();
        long seq = exchange.body().whole("seq").orElseThrow(() -> badRequest("\"seq\" is missing"));
        if (seq < 0) throw badRequest("\"seq\" must be 0 or more");
        engine.seen(chat, seq);
        exchange.done();
    }

    private void summary(Exchange exchange, ChatId chat) {
        ChatSummary summary = engine.look(chat).summary();
        exchange.answer(out -> ChatJson.summary(out, summary));
    }

    private static void done(Answer answer) {
        Answers.refuseIfRefused(answer);
    }
}
