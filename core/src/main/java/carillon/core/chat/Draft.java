package carillon.core.chat;

import java.util.ArrayList;
import java.util.List;

/** Facts while they are being decided, and the state they would lead to. */
final class Draft {
    private final List<Fact> facts = new ArrayList<>();
    private ChatState state;

    Draft(ChatState state) {
        this.state = state;
    }

    void add(Fact fact) {
        facts.add(fact);
        state = state.after(fact);
    }

    ChatState state() {
        return state;
    }

    Decision answered(Answer answer) {
        return new Decision(facts, answer);
    }
}
