package carillon.tools.chat;

import carillon.core.id.ChatId;
import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import java.util.List;

/** The tools that ask, tell and add to who is there. */
public final class ChatTools implements ToolSource {
    private final List<Tool> tools;

    public ChatTools(AgentMaker agents) {
        tools = List.of(new AskUser(), new SendMessage(), new CreateAgent(agents));
    }

    @Override
    public List<Tool> tools(ToolPlace place) {
        return tools;
    }

    @Override
    public void forget(ChatId chat) {}
}
