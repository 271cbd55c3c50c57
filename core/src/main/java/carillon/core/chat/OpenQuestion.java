package carillon.core.chat;

import java.util.Optional;

/**
 * A question that nobody has answered yet.
 *
 * @param grant what the chat may use when it is let go on; empty when the question is not about a budget
 */
public record OpenQuestion(Question question, Optional<Grant> grant) {}
