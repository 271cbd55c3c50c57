package carillon.engine;

import carillon.core.chat.CallPhase;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatState;
import carillon.core.chat.Effect;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.prompt.Line;
import carillon.core.tool.ToolUse;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.TextKind;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One model call of a chat, from the prompt to what the tools that it asks for need. For the call's own thread. */
final class AskedCall {
    private static final int MOST_TOOLS = 50;
    private static final String TOO_MANY =
            "More than " + MOST_TOOLS + " calls at once are not run. Ask for the rest when you have these results.";

    private final ChatId chat;
    private final OwnerParts parts;
    private final Effect.AskModel effect;
    private final Agent agent;
    private final ModelChoice model;
    private final ToolPlace place;
    private final CallPrompt prompt;
    private final Consumer<Letter> owner;
    private final List<Wish> wishes = new ArrayList<>();

    /** What a model asked for. */
    private record Wish(String tool, String arguments) {}

    AskedCall(
            ChatId chat,
            OwnerParts parts,
            Effect.AskModel effect,
            WorldId worldId,
            ChatState state,
            List<Line> transcript,
            Consumer<Letter> owner) {
        this.chat = chat;
        this.parts = parts;
        this.effect = effect;
        this.owner = owner;
        World world = parts.worlds().settings(worldId, effect.settingsVersion());
        agent = world.agent(effect.agent()).orElseThrow();
        model = world.modelOf(agent).orElseThrow();
        place = parts.places().of(chat, state, world, agent.id());
        prompt = new CallPrompt(parts.models(), world, agent, model, transcript);
    }

    CallResult ask() throws InterruptedException {
        if (effect.compacts().isPresent()) {
            prompt.toSumUp(effect.compacts().getAsLong());
        } else {
            prompt.offer(parts.toolbox().offered(place), parts.toolbox().skills(place));
            Optional<CallResult.TooLong> tooLong = prompt.toAnswer(effect.continuing());
            if (tooLong.isPresent()) return tooLong.get();
        }
        var listener = new Listener();
        CallResult result = parts.governor().ask(prompt.request(chat), listener, listener::inLine);
        return result instanceof CallResult.TooLong refused ? prompt.after(refused) : result;
    }

    /** The tools that the model asked for in a call that ended well, each with what it needs before it may run. */
    List<ToolUse> tools(CallResult result) throws InterruptedException {
        if (!(result instanceof CallResult.Answered)) return List.of();
        var uses = new ArrayList<ToolUse>();
        for (Wish wish : wishes) {
            var request = new ToolRequest(parts.ids().toolCall(), wish.tool(), wish.arguments());
            ToolVerdict verdict = uses.size() < MOST_TOOLS
                    ? parts.toolbox().judge(place, request)
                    : new ToolVerdict.Refused(TOO_MANY);
            uses.add(new ToolUse(request.id(), wish.tool(), wish.arguments(), verdict));
        }
        return uses;
    }

    private final class Listener implements ModelListener {
        @Override
        public void text(String more) {
            if (!more.isEmpty()) owner.accept(new Letter.Heard(effect.call(), TextKind.TEXT, more));
        }

        @Override
        public void reasoning(String more) {
            if (!more.isEmpty()) owner.accept(new Letter.Heard(effect.call(), TextKind.REASONING, more));
        }

        @Override
        public void toolArguments(int index, String tool, String more) {
            if (more.isEmpty() || index >= MOST_TOOLS) return;
            owner.accept(new Letter.Arguments(effect.call(), index, tool, more));
        }

        @Override
        public void toolCall(String tool, String arguments) {
            wishes.add(new Wish(tool, arguments));
        }

        @Override
        public void asking() {
            wishes.clear();
            owner.accept(new Letter.Phase(effect.call(), new CallPhase.Thinking()));
        }

        @Override
        public void tooMany() {}

        @Override
        public void waiting(String reason) {
            owner.accept(
                    new Letter.Phase(effect.call(), new CallPhase.Waiting(Optional.of(reason), OptionalInt.empty())));
        }

        void inLine(int inLine) {
            String reason = "Waiting for a free place at " + model.provider() + ".";
            owner.accept(new Letter.Phase(
                    effect.call(), new CallPhase.Waiting(Optional.of(reason), OptionalInt.of(inLine))));
        }
    }
}
