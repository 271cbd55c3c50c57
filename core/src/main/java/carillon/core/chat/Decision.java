package carillon.core.chat;

import java.util.List;

/** The facts that follow from a command, and what its sender is told once they are stored. */
public record Decision(List<Fact> facts, Answer answer) {
    public Decision {
        facts = List.copyOf(facts);
    }
}
