package carillon.engine;

import carillon.core.chat.Delta;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import java.time.Instant;

/**
 * A tool that runs, and what it has put out so far. The owner appends, readers read.
 *
 * @param message the message that asked for it
 */
record RunningTool(
        TurnId turn,
        AgentId agent,
        ToolCallId call,
        MessageId message,
        String tool,
        Instant startedAt,
        GrowingText output)
        implements OpenOutput {
    /** How much of the output is kept to be shown, in UTF-16 units; what the model is given is another matter. */
    static final int MOST_SHOWN = 1_000_000;

    private static final String MORE = "\n[The rest of the output is not shown.]\n";

    /** Takes in more output; false when there is too much of it already. */
    boolean append(CharSequence more) {
        int room = MOST_SHOWN - output.length();
        if (room <= 0) return false;
        output.append(more.length() <= room ? more : more.subSequence(0, room) + MORE);
        return true;
    }

    @Override
    public int texts() {
        return 1;
    }

    @Override
    public GrowingText text(int which) {
        return output;
    }

    @Override
    public Delta delta(int which, String piece, int offset) {
        return new Delta.ToolOutput(call, agent, message, piece, offset);
    }
}
