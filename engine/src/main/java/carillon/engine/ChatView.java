package carillon.engine;

import carillon.core.chat.ChatState;
import carillon.core.chat.Said;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chat as its owner saw it at one moment: everything up to {@code state.seq()} and nothing after.
 *
 * @param turnStartedAt when the open turn began
 * @param open          the messages being written
 * @param tools         the tools that run
 */
public record ChatView(
        ChatSummary summary, ChatState state, Optional<Instant> turnStartedAt, List<Open> open, List<Running> tools) {
    public ChatView {
        tools = List.copyOf(tools);
        open = List.copyOf(open);
    }

    /**
     * A message being written, and what it says so far.
     *
     * @param compacts how far what the agent met is being summed up; empty when it is an answer
     * @param calls    the tool calls that are being written into it, in their order
     */
    public record Open(
            TurnId turn,
            AgentId agent,
            CallId call,
            MessageId message,
            Instant startedAt,
            OptionalLong compacts,
            Said said,
            List<Written> calls) {
        public Open {
            calls = List.copyOf(calls);
        }

        static Open of(OpenMessage message) {
            return new Open(
                    message.turn(),
                    message.agent(),
                    message.call(),
                    message.message(),
                    message.startedAt(),
                    message.compacts(),
                    message.said(),
                    message.calls().now().calls().stream().map(Written::of).toList());
        }
    }

    /**
     * A tool call that is being written, and its arguments so far.
     *
     * @param index its place among the calls of the message, from 0
     */
    public record Written(int index, String tool, String arguments) {
        static Written of(WrittenCalls.Written written) {
            return new Written(
                    written.index(), written.tool(), written.arguments().toString());
        }
    }

    /**
     * A tool that runs, and what it has put out so far.
     *
     * @param message the message that asked for it
     */
    public record Running(
            TurnId turn,
            AgentId agent,
            ToolCallId call,
            MessageId message,
            String tool,
            Instant startedAt,
            String output) {
        static Running of(RunningTool tool) {
            return new Running(
                    tool.turn(),
                    tool.agent(),
                    tool.call(),
                    tool.message(),
                    tool.tool(),
                    tool.startedAt(),
                    tool.output().toString());
        }
    }
}
