package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.QuestionAnswer;
import carillon.engine.ChatEngine;
import carillon.server.json.JsonIn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a person answers to what a chat asks. */
final class QuestionsApi {
    private static final int MAX_ANSWER_CHARS = 100_000;

    private final ChatEngine engine;

    QuestionsApi(ChatEngine engine) {
        this.engine = engine;
    }

    void answer(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        List<String> choices = body.texts("choices");
        Optional<String> text = body.text("text").filter(words -> !words.isBlank());
        if (choices.isEmpty() && text.isEmpty()) {
            throw badRequest("An answer needs \"choices\" of the question, or a \"text\" if it takes one");
        }
        if (text.filter(words -> words.length() > MAX_ANSWER_CHARS).isPresent()) {
            throw badRequest("\"text\" has at most " + MAX_ANSWER_CHARS + " characters");
        }
        var answer = new ChatCommand.AnswerQuestion(exchange.question(), new QuestionAnswer(choices, text));
        Answers.write(exchange, engine.ask(exchange.chat(), answer));
    }
}
