package carillon.core.chat;

import carillon.core.id.ToolCallId;
import java.util.Optional;

/**
 * A question that nobody has answered yet.
 *
 * @param grant what the chat may use when it is let go on; empty when the question is not about a budget
 * @param tool  the call whose result the answer is; empty when no agent asks
 */
public record OpenQuestion(Question question, Optional<Grant> grant, Optional<ToolCallId> tool) {}
