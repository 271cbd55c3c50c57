package carillon.tools.chat;

import carillon.core.id.AgentId;
import carillon.core.tool.ToolKind;
import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Arguments;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.util.Set;

/** Adds an agent to the world. */
final class CreateAgent implements Tool {
    private static final String NAME = "create_agent";
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PROMPT = 100_000;
    private static final Fields FIELDS = new Fields()
            .text("id", "how it is mentioned, a-z, 0-9, - and _, without @", LONGEST_ID)
            .text("name", "what people call it", LONGEST_NAME)
            .text("system_prompt", "what it is told about its part", LONGEST_PROMPT);
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            NAME,
            "Adds an agent to this world, on the same model as you. It can be mentioned from the next turn on.",
            FIELDS.schema());

    private final AgentMaker agents;

    CreateAgent(AgentMaker agents) {
        this.agents = agents;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Set<ToolKind> kinds() {
        return Set.of(ToolKind.CREATE_AGENT);
    }

    @Override
    public Plan plan(ToolPlace place, String arguments) {
        try {
            return made(place, FIELDS.read(arguments));
        } catch (BadArgumentsException e) {
            return new Plan.Refused(e.reason());
        } catch (IllegalArgumentException e) {
            return new Plan.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Plan made(ToolPlace place, Arguments given) {
        AgentId id = AgentId.parse(given.text("id"));
        String name = given.text("name").strip();
        String prompt = given.text("system_prompt");
        if (name.isEmpty()) return new Plan.Refused("The name is blank.");
        return new Plan.Ready(
                ToolKind.CREATE_AGENT,
                new Plan.Question(
                        "Add the agent @" + id + " (" + name + ")", prompt, NAME, "adding agents in this chat"),
                place.agent().value(),
                _ -> add(place, id, name, prompt));
    }

    private ToolResult add(ToolPlace place, AgentId id, String name, String prompt) {
        try {
            agents.add(place.world(), place.agent(), id, name, prompt);
        } catch (IllegalArgumentException e) {
            return ToolResult.failure(String.valueOf(e.getMessage()));
        }
        return ToolResult.of("@" + id + " is an agent of this world now. It can be mentioned from the next turn on.");
    }
}
