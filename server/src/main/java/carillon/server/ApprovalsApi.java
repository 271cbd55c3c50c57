package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ApprovalDecision;
import carillon.engine.ChatEngine;
import carillon.server.json.JsonIn;
import java.io.IOException;
import java.util.Optional;

/** What a person decides about a call of a tool that waits for it. */
final class ApprovalsApi {
    private static final int MAX_REASON_CHARS = 10_000;

    private final ChatEngine engine;

    ApprovalsApi(ChatEngine engine) {
        this.engine = engine;
    }

    void answer(Exchange exchange) throws IOException, InterruptedException {
        JsonIn body = exchange.body();
        ApprovalDecision decision = decision(body.requiredText("decision"));
        Optional<String> reason = body.text("reason").filter(text -> !text.isBlank());
        Optional<String> arguments = body.text("arguments");
        if (reason.filter(text -> text.length() > MAX_REASON_CHARS).isPresent()) {
            throw badRequest("\"reason\" has at most " + MAX_REASON_CHARS + " characters");
        }
        if (reason.isPresent() && decision != ApprovalDecision.DENY) {
            throw badRequest("Only \"deny\" takes a \"reason\"");
        }
        if (arguments.isPresent() && decision != ApprovalDecision.ALLOW) {
            throw badRequest("Only \"allow\" takes changed \"arguments\"");
        }
        Answers.write(exchange, engine.decide(exchange.chat(), exchange.approval(), decision, reason, arguments));
    }

    private static ApprovalDecision decision(String word) {
        return switch (word) {
            case "allow" -> ApprovalDecision.ALLOW;
            case "allow-chat" -> ApprovalDecision.ALLOW_CHAT;
            case "deny" -> ApprovalDecision.DENY;
            default -> throw badRequest("\"decision\" must be allow, allow-chat or deny");
        };
    }
}
