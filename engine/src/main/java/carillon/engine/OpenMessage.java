package carillon.engine;

import carillon.core.chat.Delta;
import carillon.core.chat.Said;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.engine.spi.TextKind;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A message that a model call is still writing, with the tool calls in it. The owner appends, readers read.
 *
 * @param compacts how far what the agent met is being summed up; empty when it is an answer
 */
record OpenMessage(
        TurnId turn,
        AgentId agent,
        CallId call,
        MessageId message,
        Instant startedAt,
        OptionalLong compacts,
        GrowingText text,
        GrowingText reasoning,
        WrittenCalls calls)
        implements OpenOutput {
    private static final TextKind[] ORDER = {TextKind.REASONING, TextKind.TEXT};

    static OpenMessage begun(
            TurnId turn, AgentId agent, CallId call, MessageId message, Instant startedAt, OptionalLong compacts) {
        return new OpenMessage(
                turn,
                agent,
                call,
                message,
                startedAt,
                compacts,
                new GrowingText(),
                new GrowingText(),
                new WrittenCalls());
    }

    GrowingText of(TextKind kind) {
        return switch (kind) {
            case TEXT -> text;
            case REASONING -> reasoning;
        };
    }

    Said said() {
        return new Said(text.toString(), reasoning.toString());
    }

    @Override
    public int texts() {
        return ORDER.length;
    }

    @Override
    public GrowingText text(int which) {
        return of(ORDER[which]);
    }

    @Override
    public Delta delta(int which, String piece, int offset) {
        return switch (ORDER[which]) {
            case TEXT -> new Delta.Text(call, agent, message, piece, offset);
            case REASONING -> new Delta.Reasoning(call, agent, message, piece, offset);
        };
    }

    /** A piece of the arguments of a call in it. */
    Delta.ToolArguments delta(WrittenCalls.Written written, String piece, int offset) {
        return new Delta.ToolArguments(call, agent, message, written.index(), written.tool(), piece, offset);
    }

    /** That what was written of its calls is void. */
    Delta.ToolArguments takenBack() {
        return new Delta.ToolArguments(call, agent, message, 0, "", "", 0);
    }
}
