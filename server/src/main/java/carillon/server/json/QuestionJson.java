package carillon.server.json;

import carillon.core.chat.Grant;
import carillon.core.chat.OpenQuestion;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.id.ToolCallId;
import java.util.List;
import java.util.Optional;

/** What people are asked, and what they answer. */
public final class QuestionJson {
    private QuestionJson() {}

    public static void write(JsonOut out, OpenQuestion open) {
        write(out, open.question(), open.grant(), open.tool());
    }

    static void write(JsonOut out, Question question, Optional<Grant> grant, Optional<ToolCallId> tool) {
        out.begin().word("id", question.id().value()).field("text", question.text());
        texts(out, "choices", question.choices());
        out.field("multiple", question.multiple()).field("free", question.free());
        grant.ifPresent(each -> write(out.key("grant"), each));
        tool.ifPresent(call -> out.word("toolCallId", call.value()));
        out.end();
    }

    static void write(JsonOut out, QuestionAnswer answer) {
        out.begin();
        texts(out, "choices", answer.choices());
        out.field("text", answer.text()).end();
    }

    static void write(JsonOut out, Grant grant) {
        out.begin().word("scope", Words.of(grant.scope()));
        BudgetJson.write(out.key("upTo"), grant.upTo());
        out.end();
    }

    private static void texts(JsonOut out, String name, List<String> texts) {
        out.key(name).beginList();
        for (String text : texts) out.value(text);
        out.endList();
    }
}
