package carillon.core.chat;

import carillon.core.id.QuestionId;
import java.util.List;

/**
 * Something that a person is asked.
 *
 * @param choices  what may be chosen; empty when only a text of one's own answers it
 * @param multiple whether more than one may be chosen
 * @param free     whether a text of one's own answers it too
 */
public record Question(QuestionId id, String text, List<String> choices, boolean multiple, boolean free) {
    public Question {
        choices = List.copyOf(choices);
        if (choices.isEmpty() && !free) throw new IllegalArgumentException("A question can be answered: " + text);
    }

    /** Whether this is an answer that the question allows. */
    boolean allows(QuestionAnswer answer) {
        boolean offered = choices.containsAll(answer.choices());
        boolean count = multiple || answer.choices().size() <= 1;
        boolean words = free || answer.text().isEmpty();
        boolean something = !answer.choices().isEmpty() || answer.text().isPresent();
        return offered && count && words && something;
    }
}
