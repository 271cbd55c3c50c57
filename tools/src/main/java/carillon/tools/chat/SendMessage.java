package carillon.tools.chat;

import carillon.core.id.AgentId;
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

/** Tells other agents of the chat something; they answer in the chat. */
final class SendMessage implements Tool {
    private static final String NAME = "send_message";
    private static final int MOST_AGENTS = 20;
    private static final int LONGEST_TEXT = 100_000;
    private static final Fields FIELDS = new Fields()
            .texts("to", "the ids of the agents, without @", MOST_AGENTS)
            .text("text", "what to tell them", LONGEST_TEXT);
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            NAME,
            "Sends a message to other agents of this chat. They answer in the chat, after you have ended.",
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
            Arguments given = FIELDS.read(arguments);
            if (given.text("text").isBlank()) return new Plan.Refused("The text is blank.");
            List<AgentId> to = given.texts("to").orElseThrow().stream()
                    .map(SendMessage::agent)
                    .distinct()
                    .toList();
            return new Plan.Settled(new ToolVerdict.Says(to, given.text("text").strip()));
        } catch (BadArgumentsException e) {
            return new Plan.Refused(e.reason());
        }
    }

    private static AgentId agent(String id) {
        try {
            return AgentId.parse(id.startsWith("@") ? id.substring(1) : id);
        } catch (IllegalArgumentException e) {
            throw new BadArgumentsException(String.valueOf(e.getMessage()));
        }
    }
}
