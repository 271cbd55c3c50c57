package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChangedArguments;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Refusal;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.World;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import java.util.Optional;

/** What people decide about calls of tools that wait for them. Safe for many threads. */
final class Approvals {
    private final ChatRegistry registry;
    private final OwnerParts parts;

    Approvals(ChatRegistry registry, OwnerParts parts) {
        this.registry = registry;
        this.parts = parts;
    }

    /**
     * @param arguments JSON to run it with in place of the model's
     * @throws ArgumentsRefusedException if it cannot be run with them
     */
    Answer answer(
            ChatId chat,
            ToolCallId call,
            ApprovalDecision decision,
            Optional<String> reason,
            Optional<String> arguments)
            throws InterruptedException {
        Optional<ChangedArguments> changed = Optional.empty();
        if (arguments.isPresent()) {
            ChatView view = registry.look(chat);
            Optional<Approval> open = view.state().approval(call);
            if (open.isEmpty()) return new Answer.Refused(Refusal.APPROVAL_NOT_OPEN);
            boolean others = !arguments.get().equals(open.get().arguments());
            if (others) changed = Optional.of(judged(view, open.get(), arguments.get()));
        }
        return registry.ask(chat, new ChatCommand.AnswerApproval(call, decision, reason, changed));
    }

    /** A person sees what they allow, so only what the rules refuse is refused. */
    private ChangedArguments judged(ChatView view, Approval open, String arguments) throws InterruptedException {
        ChatState state = view.state();
        World world = parts.worlds()
                .settings(
                        state.world().orElseThrow(), state.turn().orElseThrow().settingsVersion());
        ToolPlace place = parts.places().of(view.summary().chat(), state, world, open.agent());
        return switch (parts.toolbox().judge(place, new ToolRequest(open.call(), open.tool(), arguments))) {
            case ToolVerdict.Allowed(var binding) -> new ChangedArguments(arguments, binding);
            case ToolVerdict.NeedsApproval asks -> new ChangedArguments(arguments, asks.binding());
            case ToolVerdict.Refused(var reason) -> throw new ArgumentsRefusedException(reason);
            case ToolVerdict.Asks _, ToolVerdict.Says _ ->
                throw new ArgumentsRefusedException("The arguments of " + open.tool() + " cannot be changed.");
        };
    }
}
