package carillon.core.tool;

import carillon.core.id.AgentId;
import java.util.List;

/**
 * What a call needs before it may run. A binding is a SHA-256 in hex over all that the verdict was made of: tool, exact
 * arguments, folder, environment.
 */
public sealed interface ToolVerdict {
    /** It may run as it is. */
    record Allowed(String binding) implements ToolVerdict {}

    /**
     * A person decides.
     *
     * @param summary   one line
     * @param detail    the exact command, the change as a diff, or the address
     * @param scope     what "allow for this chat" covers: allows every later call with an equal scope; compared exactly
     * @param scopeText the scope in words
     */
    record NeedsApproval(String binding, String summary, String detail, String scope, String scopeText)
            implements ToolVerdict {}

    /**
     * The person who reads the chat is asked, and the answer is the result.
     *
     * @param choices  what may be chosen; empty when only a text of one's own answers it
     * @param multiple whether more than one may be chosen
     * @param free     whether a text of one's own answers it too
     */
    record Asks(String text, List<String> choices, boolean multiple, boolean free) implements ToolVerdict {
        public Asks {
            choices = List.copyOf(choices);
        }
    }

    /** Other agents of the chat are told something in the agent's name. */
    record Says(List<AgentId> to, String text) implements ToolVerdict {
        public Says {
            to = List.copyOf(to);
        }
    }

    /** @param reason what was wrong and what to do, for the model */
    record Refused(String reason) implements ToolVerdict {}
}
