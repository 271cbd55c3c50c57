package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolUse;
import carillon.core.tool.ToolVerdict;
import java.util.List;
import java.util.stream.Stream;

/** Calls of tools, as models ask for them. */
final class Uses {
    private Uses() {}

    static ToolUse allowed(String id) {
        return use(id, new ToolVerdict.Allowed("hash-" + id));
    }

    static ToolUse needsApproval(String id, String scope) {
        return use(id, new ToolVerdict.NeedsApproval("hash-" + id, "Run " + id, "rm " + id, scope, "all of " + scope));
    }

    static ToolUse asks(String id, String text, String... choices) {
        return use(id, new ToolVerdict.Asks(text, List.of(choices), true, true));
    }

    static ToolUse says(String id, String text, String... to) {
        return use(id, new ToolVerdict.Says(Stream.of(to).map(AgentId::new).toList(), text));
    }

    static ToolUse refused(String id, String reason) {
        return use(id, new ToolVerdict.Refused(reason));
    }

    private static ToolUse use(String id, ToolVerdict verdict) {
        return new ToolUse(new ToolCallId(id), "shell", argumentsOf(id), verdict);
    }

    static String argumentsOf(String id) {
        return "{\"run\":\"" + id + "\"}";
    }
}
