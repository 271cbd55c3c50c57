package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;

/**
 * A call of a tool that a person decides about. What is allowed is exactly this: another binding is another call.
 *
 * @param arguments JSON, as they would be run with
 * @param binding   what the call is bound to, a SHA-256 in hex
 * @param summary   one line
 * @param detail    the exact command, the change as a diff, or the address
 * @param scope     what "allow for this chat" covers, compared exactly
 * @param scopeText the scope in words
 */
public record Approval(
        ToolCallId call,
        AgentId agent,
        String tool,
        String arguments,
        String binding,
        String summary,
        String detail,
        String scope,
        String scopeText) {}
