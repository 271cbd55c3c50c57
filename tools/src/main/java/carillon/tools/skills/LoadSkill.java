package carillon.tools.skills;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.PlainText;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the text of a skill. */
final class LoadSkill implements Tool {
    private static final String NAME = "load_skill";
    private static final Fields FIELDS = new Fields().text("id", "the skill's id as the prompt lists it", 64);
    private static final ToolDescription DESCRIPTION =
            new ToolDescription(NAME, "Gives the instructions of a skill that the prompt lists.", FIELDS.schema());

    private final Skills skills;

    LoadSkill(Skills skills) {
        this.skills = skills;
    }

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
            String id = FIELDS.read(arguments).text("id");
            return Plan.look(NAME, _ -> load(place, id));
        } catch (BadArgumentsException e) {
            return new Plan.Refused(e.reason());
        }
    }

    private ToolResult load(ToolPlace place, String id) {
        Optional<SkillText> skill = skills.find(place, id);
        if (skill.isPresent())
            return ToolResult.of(
                    "# " + skill.get().name() + "\n\n" + skill.get().body());
        String ids = skills.lines(place).stream().map(SkillLine::id).collect(Collectors.joining(", "));
        return ToolResult.failure("There is no skill " + PlainText.quoted(id) + ". "
                + (ids.isEmpty() ? "There are none here." : "The skills are: " + ids + "."));
    }
}
