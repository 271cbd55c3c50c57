package carillon.core.chat;

import java.util.List;
import java.util.Optional;

/**
 * What a person answered.
 *
 * @param choices those of the question's that were chosen
 * @param text    in the person's own words
 */
public record QuestionAnswer(List<String> choices, Optional<String> text) {
    public QuestionAnswer {
        choices = List.copyOf(choices);
    }
}
