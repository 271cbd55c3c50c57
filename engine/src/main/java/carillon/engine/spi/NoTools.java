package carillon.engine.spi;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolVerdict;
import java.util.List;

/** The toolbox of who has no tools. */
final class NoTools implements Toolbox {
    private static final String NONE_HERE = "There are no tools here.";

    @Override
    public List<ToolDescription> offered(ToolPlace place) {
        return List.of();
    }

    @Override
    public List<SkillLine> skills(ToolPlace place) {
        return List.of();
    }

    @Override
    public ToolVerdict judge(ToolPlace place, ToolRequest request) {
        return new ToolVerdict.Refused(NONE_HERE);
    }

    @Override
    public ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live) {
        return ToolResult.failure(NONE_HERE);
    }

    @Override
    public void forget(ChatId chat) {}
}
