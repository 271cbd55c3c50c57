package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolUse;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How calls of tools are allowed, started and ended. */
final class ToolRules {
    private static final String NOT_RUN = "It was not run, because the turn ended before.";
    private static final String STOPPED = "A person stopped it while it ran; what it did until then is done.";
    private static final String UNKNOWN =
            "It was begun, and Carillon ended before it did: nobody knows how far it came. Look before you do it again.";

    private final Draft draft;
    private final Context context;

    ToolRules(Draft draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    /** Takes in what a model asked for, and starts what may run. */
    void requested(TurnId turn, OpenReply reply, MessageId message, List<ToolUse> uses) {
        for (ToolUse use : uses) {
            draft.add(new Fact.ToolRequested(
                    turn, reply.reply(), reply.agent(), message, use.id(), use.tool(), use.arguments()));
        }
        for (ToolUse use : uses) begin(turn, reply, use);
    }

    private void begin(TurnId turn, OpenReply reply, ToolUse use) {
        switch (use.verdict()) {
            case ToolVerdict.Allowed(var binding) -> start(turn, reply, use, binding);
            case ToolVerdict.NeedsApproval asks -> {
                if (draft.state().allowed().contains(asks.scope())) start(turn, reply, use, asks.binding());
                else draft.add(new Fact.ApprovalRequested(turn, reply.reply(), approval(reply.agent(), use, asks)));
            }
            case ToolVerdict.Asks(var text, var choices, var multiple, var free) -> {
                var question = new Question(context.ids().question(), text, choices, multiple, free);
                draft.add(new Fact.QuestionAsked(turn, question, Optional.empty(), Optional.of(use.id())));
            }
            case ToolVerdict.Says(var to, var text) -> say(turn, reply, use, to, text);
            case ToolVerdict.Refused(var reason) ->
                end(turn, use.id(), ToolReturn.without(ToolOutcome.REFUSED, reason));
        }
    }

    private static Approval approval(AgentId agent, ToolUse use, ToolVerdict.NeedsApproval asks) {
        return new Approval(
                use.id(),
                agent,
                use.tool(),
                use.arguments(),
                asks.binding(),
                asks.summary(),
                asks.detail(),
                asks.scope(),
                asks.scopeText());
    }

    private void start(TurnId turn, OpenReply reply, ToolUse use, String binding) {
        draft.add(new Fact.ToolStarted(
                turn, reply.reply(), reply.agent(), use.id(), use.tool(), use.arguments(), binding));
    }

    private void say(TurnId turn, OpenReply reply, ToolUse use, List<AgentId> to, String text) {
        World world =
                context.settings().apply(draft.state().turn().orElseThrow().settingsVersion());
        Optional<String> wrong = unheard(world, reply.agent(), to);
        if (wrong.isPresent()) {
            String others = world.agents().stream()
                    .filter(agent -> !agent.id().equals(reply.agent()))
                    .map(agent -> "@" + agent.id())
                    .collect(Collectors.joining(", "));
            String advice = others.isEmpty() ? " There is no other agent." : " The others are " + others + ".";
            end(turn, use.id(), ToolReturn.without(ToolOutcome.REFUSED, wrong.get() + advice));
            return;
        }
        var origin = new Message.Origin(
                reply.agent(), reply.reply(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Usage.NONE);
        draft.add(new Fact.MessagePosted(new Message(
                context.ids().message(),
                Sender.AGENT,
                Optional.of(turn),
                Optional.of(origin),
                Optional.of(to),
                List.of(new Part.Text(text)),
                MessageState.COMPLETE,
                Optional.empty())));
        end(turn, use.id(), ToolReturn.without(ToolOutcome.RETURNED, "Sent. What they answer comes as a message."));
    }

    /** Why nobody would hear it, or not all whom it is for. */
    private static Optional<String> unheard(World world, AgentId author, List<AgentId> to) {
        if (to.isEmpty()) return Optional.of("It names no agent to send it to.");
        if (to.contains(author)) return Optional.of("An agent cannot send a message to itself.");
        return to.stream()
                .filter(agent -> world.agent(agent).isEmpty())
                .findFirst()
                .map(stranger -> "There is no agent @" + stranger + " here.");
    }

    /** Takes in what a person decided about a call that waits for it. */
    void decided(TurnId turn, Approval approval, ChatCommand.AnswerApproval answer) {
        switch (answer.decision()) {
            case ALLOW -> allow(turn, approval, ApprovalDecision.ALLOW, answer.changed());
            case ALLOW_CHAT -> {
                for (Approval each : sameScope(approval)) {
                    allow(turn, each, ApprovalDecision.ALLOW_CHAT, Optional.empty());
                }
            }
            case DENY -> {
                String why = answer.reason().map(reason -> ": " + reason).orElse(".");
                answered(turn, approval, ApprovalDecision.DENY, answer.reason(), Optional.empty());
                end(turn, approval.call(), ToolReturn.without(ToolOutcome.DENIED, "A person did not allow this" + why));
            }
            case CANCELLED -> throw new IllegalArgumentException("Nobody answers that way");
        }
    }

    private List<Approval> sameScope(Approval approval) {
        return draft.state()
                .turn()
                .orElseThrow()
                .approvals()
                .filter(each -> each.scope().equals(approval.scope()))
                .toList();
    }

    private void allow(TurnId turn, Approval approval, ApprovalDecision decision, Optional<ChangedArguments> changed) {
        OpenReply reply = replyOf(approval.call());
        answered(turn, approval, decision, Optional.empty(), changed);
        draft.add(new Fact.ToolStarted(
                turn,
                reply.reply(),
                reply.agent(),
                approval.call(),
                approval.tool(),
                changed.map(ChangedArguments::arguments).orElse(approval.arguments()),
                changed.map(ChangedArguments::binding).orElse(approval.binding())));
    }

    private void answered(
            TurnId turn,
            Approval approval,
            ApprovalDecision decision,
            Optional<String> reason,
            Optional<ChangedArguments> changed) {
        OpenReply reply = replyOf(approval.call());
        draft.add(new Fact.ApprovalAnswered(turn, reply.reply(), approval.call(), decision, reason, changed));
    }

    /** What a person answered is the result of the call that asked. */
    void told(TurnId turn, ToolCallId call, QuestionAnswer answer) {
        String text = String.join("\n", answer.choices());
        String words = answer.text().orElse("");
        String both = text.isEmpty() || words.isEmpty() ? text + words : text + "\n" + words;
        end(turn, call, ToolReturn.without(ToolOutcome.RETURNED, both));
    }

    /** Takes in what came of a call; false when it does not, or no longer, run. */
    boolean ended(ChatCommand.ToolEnded ended) {
        boolean runs = draft.state().turn().stream()
                .filter(open -> open.turn().equals(ended.turn()))
                .flatMap(open -> open.replyOf(ended.call()).stream())
                .flatMap(reply -> reply.tool(ended.call()).stream())
                .anyMatch(OpenTool::running);
        if (runs) end(ended.turn(), ended.call(), ended.result());
        return runs;
    }

    /** Nobody runs any more what ran. */
    void lose(OpenTurn turn) {
        for (OpenReply reply : turn.replies()) {
            for (OpenTool tool : reply.tools()) {
                if (tool.running()) end(turn.turn(), tool.call(), ToolReturn.without(ToolOutcome.UNKNOWN, UNKNOWN));
            }
        }
    }

    /** Ends what the reply still waits for. */
    void cut(TurnId turn, OpenReply reply, Cut cut) {
        for (OpenTool tool : reply.tools()) {
            tool.approval()
                    .ifPresent(approval ->
                            answered(turn, approval, ApprovalDecision.CANCELLED, Optional.empty(), Optional.empty()));
            end(turn, tool.call(), cutOff(tool, cut));
        }
    }

    private static ToolReturn cutOff(OpenTool tool, Cut cut) {
        if (!tool.running()) return ToolReturn.without(ToolOutcome.STOPPED, NOT_RUN);
        return cut.turn() == TurnOutcome.STOPPED
                ? ToolReturn.without(ToolOutcome.STOPPED, STOPPED)
                : ToolReturn.without(ToolOutcome.UNKNOWN, UNKNOWN);
    }

    private void end(TurnId turn, ToolCallId call, ToolReturn result) {
        OpenReply reply = replyOf(call);
        OpenTool tool = reply.tool(call).orElseThrow();
        Optional<String> ranWith = tool.changed() ? Optional.of(tool.arguments()) : Optional.empty();
        draft.add(new Fact.ToolEnded(turn, reply.reply(), tool.message(), call, result.ranWith(ranWith)));
    }

    private OpenReply replyOf(ToolCallId call) {
        return draft.state().turn().orElseThrow().replyOf(call).orElseThrow();
    }
}
