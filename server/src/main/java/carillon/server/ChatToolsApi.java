package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Refusal;
import carillon.core.id.ChatId;
import carillon.core.world.ToolMode;
import carillon.engine.ChatEngine;
import carillon.engine.ChatView;
import carillon.engine.spi.WorkspaceCopies;
import carillon.engine.spi.WorkspaceCopies.CopyException;
import carillon.engine.spi.WorkspaceCopies.Merge;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** How the tools of a chat differ from its world's: narrowed, or in a copy of the workspace for itself. */
final class ChatToolsApi {
    private static final String BUSY =
            "A turn runs in this chat. When it has ended or was stopped, its folder can change";

    private final ChatEngine engine;
    private final WorkspaceCopies copies;
    private final ChatTurnstile turnstile = new ChatTurnstile();

    ChatToolsApi(ChatEngine engine, WorkspaceCopies copies) {
        this.engine = engine;
        this.copies = copies;
    }

    void change(Exchange exchange) throws IOException, InterruptedException {
        ChatId chat = exchange.chat();
        JsonIn body = exchange.body();
        Answer answer = alone(chat, () -> changed(chat, body));
        if (answer instanceof Answer.Refused(var why) && why == Refusal.CHAT_BUSY) {
            throw new ProblemException(ProblemCode.CHAT_BUSY, BUSY);
        }
        Answers.write(exchange, answer);
    }

    private Answer changed(ChatId chat, JsonIn body) throws CopyException, InterruptedException {
        OwnTools before = engine.look(chat).state().ownTools();
        Optional<ToolMode> mode = body.has("mode") ? body.text("mode").map(ToolsIn::mode) : before.mode();
        boolean copied = body.flag("ownCopy").orElse(before.workspace().isPresent());
        if (copied == before.workspace().isPresent()) return set(chat, mode, before.workspace());
        return copied ? copy(chat, mode) : drop(chat, mode);
    }

    private Answer set(ChatId chat, Optional<ToolMode> mode, Optional<String> workspace) {
        return engine.ask(chat, new ChatCommand.ChangeTools(new OwnTools(mode, workspace)));
    }

    private Answer copy(ChatId chat, Optional<ToolMode> mode) throws CopyException, InterruptedException {
        ChatView view = engine.look(chat);
        if (view.state().turn().isPresent()) return new Answer.Refused(Refusal.CHAT_BUSY);
        copies.remove(chat);
        copies.create(chat, workspace(chat));
        Answer answer = set(chat, mode, Optional.of(copies.folder(chat).toString()));
        if (answer instanceof Answer.Refused) copies.remove(chat);
        return answer;
    }

    private Answer drop(ChatId chat, Optional<ToolMode> mode) throws CopyException, InterruptedException {
        Answer answer = set(chat, mode, Optional.empty());
        if (!(answer instanceof Answer.Refused)) copies.remove(chat);
        return answer;
    }

    void changes(Exchange exchange) throws InterruptedException {
        ChatId chat = exchange.chat();
        String diff = alone(chat, () -> {
            requireCopy(chat);
            return copies.changes(chat);
        });
        exchange.answer(out -> out.begin().field("diff", diff).end());
    }

    void merge(Exchange exchange) throws InterruptedException {
        ChatId chat = exchange.chat();
        Merge merge = alone(chat, () -> {
            requireCopy(chat);
            return copies.merge(chat, workspace(chat));
        });
        exchange.answer(out -> {
            out.begin();
            switch (merge) {
                case Merge.Done() -> out.word("outcome", "merged");
                case Merge.NoChanges() -> out.word("outcome", "nothing");
                case Merge.Conflict(var where) ->
                    out.word("outcome", "conflict").field("detail", where);
            }
            out.end();
        });
    }

    private <T> T alone(ChatId chat, ChatTurnstile.Work<T, CopyException> work) throws InterruptedException {
        try {
            return turnstile.alone(chat, work);
        } catch (CopyException e) {
            throw new ProblemException(ProblemCode.COPY_REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private void requireCopy(ChatId chat) {
        if (engine.look(chat).state().ownTools().workspace().isEmpty()) {
            throw badRequest("The chat has no copy of the workspace; give it one with {\"ownCopy\": true}");
        }
    }

    private Path workspace(ChatId chat) {
        return engine.workspace(engine.look(chat).summary().world());
    }
}
