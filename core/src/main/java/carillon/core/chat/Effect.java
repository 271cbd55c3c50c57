package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import java.util.OptionalLong;

/** Something to be done outside the chat because a fact was stored. What comes of it returns as a command. */
public sealed interface Effect {
    /**
     * @param continuing whether the agent goes on with an answer that was cut off
     * @param compacts   how far what the agent met is to be summed up; empty when the call is to answer
     */
    record AskModel(
            TurnId turn,
            ReplyId reply,
            CallId call,
            AgentId agent,
            MessageId message,
            long settingsVersion,
            boolean continuing,
            OptionalLong compacts)
            implements Effect {}

    /** The call is over, by itself or not: end whatever still runs for it. */
    record EndCall(CallId call) implements Effect {}

    /**
     * @param arguments JSON that it runs with
     * @param binding   what it was allowed with
     */
    record RunTool(
            TurnId turn,
            ReplyId reply,
            AgentId agent,
            ToolCallId call,
            String tool,
            String arguments,
            String binding,
            long settingsVersion)
            implements Effect {}

    /** The call of a tool is over, by itself or not: end whatever still runs for it. */
    record EndTool(ToolCallId call) implements Effect {}

    /** @param first where the exchange begins that the title is for */
    record MakeTitle(long first) implements Effect {}
}
