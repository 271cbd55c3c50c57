package carillon.engine;

import carillon.core.chat.Approval;
import carillon.core.chat.OpenQuestion;
import carillon.core.id.ChatId;
import java.time.Instant;
import java.util.List;

/**
 * What waits for a person in a chat.
 *
 * @param since when the chat changed last
 */
public record Attention(
        ChatId chat, String title, Instant since, List<Approval> approvals, List<OpenQuestion> questions) {
    public Attention {
        approvals = List.copyOf(approvals);
        questions = List.copyOf(questions);
    }

    boolean isWanted() {
        return !approvals.isEmpty() || !questions.isEmpty();
    }
}
