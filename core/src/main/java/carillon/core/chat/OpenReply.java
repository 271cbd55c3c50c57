package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A reply that has not ended.
 *
 * @param askers the agents it answers; none when it answers a person
 * @param call   the model call under way; empty while tools have no result yet or a person is asked whether there may be one
 * @param tools  the calls of tools without a result, in the order the model gave
 * @param calls  how many model calls were started so far
 * @param empty  how many of the last ones said nothing
 */
public record OpenReply(
        ReplyId reply,
        AgentId agent,
        List<AgentId> askers,
        Optional<OpenCall> call,
        List<OpenTool> tools,
        int calls,
        int empty) {
    public OpenReply {
        askers = List.copyOf(askers);
        tools = List.copyOf(tools);
    }

    static OpenReply started(Fact.ReplyStarted fact, List<AgentId> askers) {
        return new OpenReply(fact.reply(), fact.agent(), askers, Optional.empty(), List.of(), 0, 0);
    }

    public Optional<OpenTool> tool(ToolCallId id) {
        return tools.stream().filter(each -> each.call().equals(id)).findFirst();
    }

    /** Whether nothing is under way for it. */
    boolean rests() {
        return call.isEmpty() && tools.stream().noneMatch(OpenTool::running);
    }

    /** Whether it would ask its model now if it may. */
    boolean isToAsk() {
        return call.isEmpty() && tools.isEmpty();
    }

    OpenReply with(OpenCall started) {
        return new OpenReply(reply, agent, askers, Optional.of(started), tools, calls + 1, empty);
    }

    OpenReply ended(CallOutcome outcome) {
        int emptyNow = outcome == CallOutcome.EMPTY ? empty + 1 : 0;
        return new OpenReply(reply, agent, askers, Optional.empty(), tools, calls, emptyNow);
    }

    OpenReply with(OpenTool requested) {
        var more = new ArrayList<>(tools);
        more.add(requested);
        return withTools(more);
    }

    OpenReply changed(ToolCallId id, UnaryOperator<OpenTool> change) {
        return withTools(tools.stream()
                .map(each -> each.call().equals(id) ? change.apply(each) : each)
                .toList());
    }

    OpenReply without(ToolCallId id) {
        return withTools(tools.stream().filter(each -> !each.call().equals(id)).toList());
    }

    private OpenReply withTools(List<OpenTool> now) {
        return new OpenReply(reply, agent, askers, call, now, calls, empty);
    }
}
