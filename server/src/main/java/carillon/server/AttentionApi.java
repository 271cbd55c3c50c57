package carillon.server;

import carillon.core.chat.Approval;
import carillon.core.chat.OpenQuestion;
import carillon.engine.Attention;
import carillon.engine.ChatEngine;
import carillon.server.json.QuestionJson;
import carillon.server.json.ToolJson;
import java.util.List;

/** What waits for a person in the chats of a world. */
final class AttentionApi {
    private final ChatEngine engine;

    AttentionApi(ChatEngine engine) {
        this.engine = engine;
    }

    void list(Exchange exchange) {
        List<Attention> waiting = engine.attention(exchange.world());
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (Attention each : waiting) {
                out.begin()
                        .word("chatId", each.chat().value())
                        .field("title", each.title())
                        .field("since", each.since());
                out.key("approvals").beginList();
                for (Approval approval : each.approvals()) ToolJson.write(out, approval);
                out.endList().key("questions").beginList();
                for (OpenQuestion question : each.questions()) QuestionJson.write(out, question);
                out.endList().end();
            }
            out.endList().end();
        });
    }
}
