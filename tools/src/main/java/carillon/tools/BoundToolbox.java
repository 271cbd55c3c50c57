package carillon.tools;

import carillon.core.id.ChatId;
import carillon.core.tool.Permission;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import carillon.tools.call.Binding;
import carillon.tools.call.PlainText;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import carillon.tools.skills.Skills;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Offers what its sources have, and runs a call only as it was judged. Holds nothing of any chat. */
final class BoundToolbox implements Toolbox {
    private static final int LONGEST_SUMMARY = 300;
    private static final String CHANGED = "Nothing was done: what this call would do has changed since it was allowed."
            + " Look again at what it depends on, and call again.";

    private final List<ToolSource> sources;
    private final Skills skills;
    private final OwnWorkspaces workspaces;

    BoundToolbox(List<ToolSource> sources, Skills skills, OwnWorkspaces workspaces) {
        this.sources = List.copyOf(sources);
        this.skills = skills;
        this.workspaces = workspaces;
    }

    @Override
    public List<ToolDescription> offered(ToolPlace place) throws InterruptedException {
        return tools(place).stream()
                .filter(tool ->
                        tool.kinds().stream().anyMatch(kind -> Permission.of(kind, place.mode()) != Permission.NO))
                .map(Tool::description)
                .toList();
    }

    @Override
    public List<SkillLine> skills(ToolPlace place) {
        return skills.lines(place);
    }

    @Override
    public ToolVerdict judge(ToolPlace place, ToolRequest request) throws InterruptedException {
        return switch (plan(place, request)) {
            case Plan.Ready ready -> verdict(place, request, ready);
            case Plan.Settled(var verdict) -> verdict;
            case Plan.Premature(var reason, var _) -> new ToolVerdict.Refused(reason);
            case Plan.Refused(var reason) -> new ToolVerdict.Refused(reason);
        };
    }

    @Override
    public ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live)
            throws InterruptedException {
        return switch (plan(place, request)) {
            case Plan.Ready ready -> runIfSame(place, request, ready, binding, CHANGED, live);
            case Plan.Premature(var reason, var ready) -> runIfSame(place, request, ready, binding, reason, live);
            case Plan.Settled _ -> ToolResult.failure(request.tool() + " is not run; its chat does what it says.");
            case Plan.Refused(var reason) -> ToolResult.failure(reason);
        };
    }

    @Override
    public void forget(ChatId chat) {
        sources.forEach(source -> source.forget(chat));
    }

    private Plan plan(ToolPlace place, ToolRequest request) throws InterruptedException {
        var _ = workspaces.make(place.workspace());
        List<Tool> tools = tools(place);
        for (Tool tool : tools) {
            if (tool.description().name().equals(request.tool())) return tool.plan(place, request.arguments());
        }
        String names = tools.stream().map(tool -> tool.description().name()).collect(Collectors.joining(", "));
        return new Plan.Refused(
                "There is no tool " + PlainText.quoted(request.tool()) + ". The tools are: " + names + ".");
    }

    private static ToolVerdict verdict(ToolPlace place, ToolRequest request, Plan.Ready ready) {
        String binding = binding(place, request, ready);
        Plan.Question question = ready.question();
        return switch (Permission.of(ready.kind(), place.mode())) {
            case YES -> new ToolVerdict.Allowed(binding);
            case APPROVAL ->
                new ToolVerdict.NeedsApproval(
                        binding,
                        PlainText.line(question.summary(), LONGEST_SUMMARY),
                        question.detail(),
                        question.scope(),
                        question.scopeText());
            case NO -> new ToolVerdict.Refused(refusal(place, ready));
        };
    }

    private static ToolResult runIfSame(
            ToolPlace place, ToolRequest request, Plan.Ready ready, String allowed, String otherwise, ToolListener live)
            throws InterruptedException {
        if (Permission.of(ready.kind(), place.mode()) == Permission.NO) {
            return ToolResult.failure(refusal(place, ready));
        }
        if (!binding(place, request, ready).equals(allowed)) return ToolResult.failure(otherwise);
        return ready.action().run(live);
    }

    private static String binding(ToolPlace place, ToolRequest request, Plan.Ready ready) {
        return Binding.of(
                request.tool(),
                request.arguments(),
                ready.kind().name(),
                place.workspace().toString(),
                ready.surroundings());
    }

    private static String refusal(ToolPlace place, Plan.Ready ready) {
        String summary = PlainText.line(ready.question().summary(), LONGEST_SUMMARY);
        return switch (place.mode()) {
            case READ ->
                "This world lets agents look and change nothing; '" + summary
                        + "' was not done. A person can change that in the world's settings.";
            case ASK, AUTO ->
                "This is refused since it destroys data or stops the computer: " + summary
                        + ". A person can do it by hand.";
        };
    }

    private List<Tool> tools(ToolPlace place) throws InterruptedException {
        var tools = new ArrayList<Tool>();
        for (ToolSource source : sources) tools.addAll(source.tools(place));
        return tools;
    }
}
