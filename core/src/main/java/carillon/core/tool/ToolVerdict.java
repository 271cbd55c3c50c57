package carillon.core.tool;

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

    /** @param reason what was wrong and what to do, for the model */
    record Refused(String reason) implements ToolVerdict {}
}
