package carillon.server;

import carillon.core.chat.Answer;
import carillon.core.id.TurnId;
import carillon.server.json.Problem;
import carillon.server.json.ProblemException;
import io.helidon.http.Status;
import java.util.Optional;

/** What a chat's answer to a command is over HTTP. */
final class Answers {
    private Answers() {}

    /** Answers the request with what the chat said. */
    static void write(Exchange exchange, Answer answer) {
        switch (answer) {
            case Answer.Started(var message, var turn) ->
                exchange.answer(
                        Status.ACCEPTED_202,
                        out -> out.begin()
                                .word("messageId", message.value())
                                .word("turnId", turn.value())
                                .word("state", "started")
                                .end());
            case Answer.Queued(var message) ->
                exchange.answer(
                        Status.ACCEPTED_202,
                        out -> out.begin()
                                .word("messageId", message.value())
                                .word("state", "queued")
                                .end());
            case Answer.Steered(var message, var turn) ->
                exchange.answer(
                        Status.ACCEPTED_202,
                        out -> out.begin()
                                .word("messageId", message.value())
                                .word("turnId", turn.value())
                                .word("state", "steered")
                                .end());
            case Answer.Stopped(var turn) -> turn(exchange, Optional.of(turn));
            case Answer.Continued(var turn) -> turn(exchange, turn);
            case Answer.Done(), Answer.Dropped() -> exchange.done();
            case Answer.Refused _ -> refuseIfRefused(answer);
        }
    }

    /** Throws what a refused command comes to. */
    static void refuseIfRefused(Answer answer) {
        if (answer instanceof Answer.Refused(var refusal)) {
            Problem problem = Problems.of(refusal);
            throw new ProblemException(problem.code(), problem.detail());
        }
    }

    private static void turn(Exchange exchange, Optional<TurnId> turn) {
        exchange.answer(Status.ACCEPTED_202, out -> {
            out.begin();
            turn.ifPresent(begun -> out.word("turnId", begun.value()));
            out.end();
        });
    }
}
