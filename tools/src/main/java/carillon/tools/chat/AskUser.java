package carillon.tools.chat;

import carillon.core.tool.ToolKind;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Arguments;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.util.List;
import java.util.Set;

/** Asks the person who reads the chat; the answer is the result. */
final class AskUser implements Tool {
    private static final String NAME = "ask_user";
    private static final int LONGEST_QUESTION = 4_000;
    private static final int LONGEST_CHOICE = 500;
    private static final int MOST_CHOICES = 20;
    private static final Fields FIELDS = new Fields()
            .text("question", "what to ask, in Markdown", LONGEST_QUESTION)
            .optionalTexts(
                    "choices", "what may be chosen; without it the person answers in their own words", MOST_CHOICES)
            .optionalFlag("multiple", "whether more than one may be chosen")
            .optionalFlag("free", "whether an answer in the person's own words is taken too");
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            NAME,
            "Asks the person a question and waits for the answer. Use it when you cannot go on without a decision.",
            FIELDS.schema());

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Set<ToolKind> kinds() {
        return Set.of(ToolKind.LOOK);
    }

    @Override
    public Plan plan(ToolPlace place, String arguments) {
        try {
            return asked(FIELDS.read(arguments));
        } catch (BadArgumentsException e) {
            return new Plan.Refused(e.reason());
        }
    }

    private static Plan asked(Arguments given) {
        List<String> choices = given.texts("choices").orElse(List.of());
        if (given.text("question").isBlank()) throw new BadArgumentsException("The question is blank.");
        if (choices.stream().anyMatch(choice -> choice.isBlank() || choice.length() > LONGEST_CHOICE)) {
            throw new BadArgumentsException(
                    "Each choice has from 1 to " + LONGEST_CHOICE + " characters that can be seen.");
        }
        if (Set.copyOf(choices).size() < choices.size()) {
            throw new BadArgumentsException("Two choices are the same.");
        }
        boolean free = choices.isEmpty() || given.flag("free");
        return new Plan.Settled(
                new ToolVerdict.Asks(given.text("question").strip(), choices, given.flag("multiple"), free));
    }
}
