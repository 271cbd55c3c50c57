package carillon.tools;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.AgentMaker;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A chat that calls tools, as an engine would for it: judged first, and allowed when a person is asked. */
record Place(Toolbox toolbox, ToolPlace place) {
    /** Makes none. */
    static final AgentMaker NO_AGENTS = (_, _, id, _, _) -> {
        throw new AssertionError("Nobody wants @" + id);
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Place of(Toolbox toolbox, String chat, ToolMode mode, Path workspace) {
        return new Place(
                toolbox,
                new ToolPlace(
                        new ChatId(chat),
                        "Title of " + chat,
                        WorldId.parse("home"),
                        AgentId.parse("ada"),
                        mode,
                        workspace,
                        ""));
    }

    static ToolRequest request(String tool, Map<String, ?> arguments) {
        return request(tool, JSON.writeValueAsString(arguments));
    }

    static ToolRequest request(String tool, String json) {
        return new ToolRequest(ToolCallId.parse("call-1"), tool, json);
    }

    ToolVerdict judge(String tool, Map<String, ?> arguments) throws InterruptedException {
        return toolbox.judge(place, request(tool, arguments));
    }

    ToolResult call(String tool, Map<String, ?> arguments) throws InterruptedException {
        return call(request(tool, arguments));
    }

    ToolResult call(ToolRequest request) throws InterruptedException {
        return switch (toolbox.judge(place, request)) {
            case ToolVerdict.Refused(var reason) -> ToolResult.failure(reason);
            case ToolVerdict.Allowed(var binding) -> toolbox.run(place, request, binding, _ -> {});
            case ToolVerdict.Asks _, ToolVerdict.Says _ -> throw new AssertionError(request + " is not run");
            case ToolVerdict.NeedsApproval asked -> toolbox.run(place, request, asked.binding(), _ -> {});
        };
    }
}
