package carillon.tools.call;

import carillon.core.tool.ToolKind;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolResult;

/** What a call would do. What was planned is what runs: a plan keeps what was looked up for it. */
public sealed interface Plan {
    /** Does what was planned, once, on the caller's thread. An interrupt ends it and all that it started. */
    @FunctionalInterface
    interface Action {
        ToolResult run(ToolListener live) throws InterruptedException;
    }

    /**
     * What a person is asked.
     *
     * @param summary   one line
     * @param detail    the exact command, the change as a diff, or the address
     * @param scope     which later calls "allow for this chat" covers: those with an equal scope
     * @param scopeText the scope in words
     */
    record Question(String summary, String detail, String scope, String scopeText) {}

    /**
     * It can be done.
     *
     * @param surroundings what the call depends on besides tool, arguments, kind and folder; a call that was allowed
     *                     with others does not run
     */
    record Ready(ToolKind kind, Question question, String surroundings, Action action) implements Plan {}

    /**
     * It can be done, and is not begun: only a call that was allowed before still runs.
     *
     * @param reason why, and what to do first
     */
    record Premature(String reason, Ready ready) implements Plan {}

    /** Nothing is run for it: what is to be said of it is all of it. */
    record Settled(ToolVerdict verdict) implements Plan {}

    /** @param reason what was wrong and what to do */
    record Refused(String reason) implements Plan {}

    /** Looking around, which nobody is asked about. */
    static Plan look(String tool, Action action) {
        return new Ready(ToolKind.LOOK, new Question(tool, tool, tool, tool), "", action);
    }
}
