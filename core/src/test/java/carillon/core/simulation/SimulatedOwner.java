package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Answer;
import carillon.core.chat.CallPhase;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatCommand.Earlier;
import carillon.core.chat.ChatRules;
import carillon.core.chat.ChatState;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Context;
import carillon.core.chat.Decision;
import carillon.core.chat.Effect;
import carillon.core.chat.Fact;
import carillon.core.chat.Refusal;
import carillon.core.chat.Said;
import carillon.core.id.CallId;
import carillon.core.id.ToolCallId;
import carillon.core.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The owner of a chat as the engine has it, without threads: decides, stores, believes, acts, and keeps what came back
 * until it can be stored. It is lost in a crash.
 */
final class SimulatedOwner {
    private final SimulatedChat chat;
    private final Trouble trouble;
    private final Outside outside;
    private final Seen seen;
    private final Context context;
    private final Deque<ChatCommand> unsaved = new ArrayDeque<>();
    private final Map<CallId, Said> texts = new HashMap<>();
    private final Map<CallId, CallPhase> phases = new HashMap<>();
    private final Map<CallId, RunningCall> calls = new LinkedHashMap<>();
    private final Map<ToolCallId, RunningTool> tools = new LinkedHashMap<>();
    private final Set<CallId> titles = new HashSet<>();
    private ChatState state;

    SimulatedOwner(SimulatedChat chat, ChatState state, Trouble trouble, Outside outside, Seen seen) {
        this.chat = chat;
        this.state = state;
        this.trouble = trouble;
        this.outside = outside;
        this.seen = seen;
        texts.putAll(chat.storedTexts());
        context = new Context(
                () -> settings(chat.world().newest()), this::settings, chat.world()::spent, chat::nextId, this::said);
    }

    private World settings(long version) {
        return settings(chat.world().version(version));
    }

    private World settings(World world) {
        trouble.onReading();
        return world;
    }

    Said said(CallId call) {
        return texts.getOrDefault(call, Said.NOTHING);
    }

    void recover() {
        if (state.turn().isPresent() || state.canDeliver()) tell(new ChatCommand.Recover());
    }

    Optional<Answer> ask(ChatCommand command) {
        try {
            storeUnsaved();
            Optional<ChatCommand> known = lookedUp(command);
            return known.map(this::decide).or(() -> Optional.of(new Answer.Refused(Refusal.MESSAGE_NOT_FOUND)));
        } catch (Trouble.Refused refused) {
            chat.note("the store refused", command);
            return Optional.empty();
        }
    }

    /** A command with what is stored of the messages that it names; empty when one has no place in the history. */
    private Optional<ChatCommand> lookedUp(ChatCommand command) {
        if (command instanceof ChatCommand.Send send) return Optional.of(lookedUp(send));
        if (command instanceof ChatCommand.Rewind rewind)
            return chat.index().placed(rewind.from().message()).map(ChatCommand.Rewind::new);
        if (command instanceof ChatCommand.Resend resend) {
            ChatCommand.Send send = lookedUp(resend.send());
            if (send.earlier().isPresent()) return Optional.of(send);
            return chat.index().placed(resend.from().message()).map(place -> new ChatCommand.Resend(place, send));
        }
        return Optional.of(command);
    }

    /** A message with what became of one that was admitted under the same id. */
    private ChatCommand.Send lookedUp(ChatCommand.Send send) {
        Optional<Earlier> earlier = chat.reading()
                .message(send.message())
                .map(known -> new Earlier(
                        known.sender() == send.sender() && known.firstText().equals(send.text()),
                        known.startedAtOnce(),
                        known.joins()));
        return new ChatCommand.Send(send.message(), send.sender(), send.text(), send.mode(), earlier);
    }

    void tell(ChatCommand command) {
        unsaved.add(command);
        retry();
    }

    void retry() {
        try {
            storeUnsaved();
        } catch (Trouble.Refused refused) {
            chat.note("the store refused", unsaved.element());
        }
    }

    private void storeUnsaved() {
        while (!unsaved.isEmpty()) {
            decide(unsaved.element());
            unsaved.remove();
        }
    }

    private Answer decide(ChatCommand command) {
        var asked = new Asked(command, chat.reading());
        Decision decision = ChatRules.decide(state, command, context);
        chat.note(command, decision.answer());
        if (!decision.facts().isEmpty()) record(command, decision.facts());
        seen.add(command);
        seen.add(decision.answer());
        if (command instanceof ChatCommand.Send send) seen.add(send.mode());
        if (decision.answer() instanceof Answer.Refused(var refusal)) seen.add(refusal);
        asked.answered(decision, chat.reading());
        return decision.answer();
    }

    private void record(ChatCommand command, List<Fact> facts) {
        var states = new ArrayList<ChatState>();
        ChatState after = state;
        for (Fact fact : facts) {
            after = after.after(fact);
            states.add(after);
        }
        chat.append(command, facts, states);
        for (int i = 0; i < facts.size(); i++) {
            state = states.get(i);
            believe(facts.get(i));
        }
        for (int i = 0; i < facts.size(); i++) act(states.get(i), facts.get(i));
    }

    private void believe(Fact fact) {
        if (fact instanceof Fact.ModelCallStarted started) texts.put(started.call(), Said.NOTHING);
        if (fact instanceof Fact.ModelCallEnded ended) {
            texts.remove(ended.call());
            phases.remove(ended.call());
        }
    }

    private void act(ChatState after, Fact fact) {
        Optional<Long> titleAsked = Optional.empty();
        for (Effect effect : ChatRules.effectsOf(after, fact)) {
            trouble.mayCrash();
            seen.add(effect);
            switch (effect) {
                case Effect.AskModel ask -> calls.put(ask.call(), outside.start(chat, ask));
                case Effect.EndCall(var call) ->
                    Optional.ofNullable(calls.remove(call)).ifPresent(outside::end);
                case Effect.RunTool run -> tools.put(run.call(), outside.start(chat, run));
                case Effect.EndTool(var call) ->
                    Optional.ofNullable(tools.remove(call)).ifPresent(outside::end);
                case Effect.MakeTitle(var first) -> {
                    titleAsked = Optional.of(first);
                    var call = new CallId(chat.nextId());
                    titles.add(call);
                    outside.startTitle(chat, call, first);
                }
            }
        }
        boolean wanted = titleAsked.equals(chat.reading().wantsTitleAt(fact));
        kept(wanted, "A title is made after the first exchange", fact);
    }

    void hear(CallId call, String piece) {
        if (!calls.containsKey(call) || !texts.containsKey(call)) return;
        texts.merge(call, new Said(piece, ""), (known, more) -> new Said(known.text() + more.text(), "thought"));
        phases.put(call, new CallPhase.Writing());
    }

    void phase(CallId call, CallPhase phase) {
        if (texts.containsKey(call) && said(call).text().isEmpty()) phases.put(call, phase);
    }

    void endAll() {
        calls.values().forEach(outside::end);
        calls.clear();
        tools.values().forEach(outside::end);
        tools.clear();
    }

    void endTitle(CallId call) {
        titles.remove(call);
    }

    Map<CallId, Said> texts() {
        return texts;
    }

    ChatState state() {
        return state;
    }

    int running() {
        return calls.size() + tools.size();
    }

    boolean isIdle() {
        boolean quiet = state.turn().isEmpty() || state.turn().get().waitsForPerson();
        return quiet && running() == 0 && titles.isEmpty() && unsaved.isEmpty();
    }

    /** What is believed and what runs must be what the log says. */
    void hold(LogReading log) {
        log.hold(state);
        boolean recovering = unsaved.stream().anyMatch(ChatCommand.Recover.class::isInstance);
        List<Fact.ModelCallStarted> open = log.running().map(TurnReading::calls).orElse(List.of());
        if (recovering) {
            kept(running() == 0, "Nothing of an earlier process goes on", calls.keySet(), tools.keySet());
        } else {
            Set<CallId> recorded = new HashSet<>();
            open.forEach(call -> recorded.add(call.call()));
            kept(recorded.equals(calls.keySet()), "What runs is what is recorded", calls.keySet(), recorded);
            open.forEach(call -> holds(calls.get(call.call()), call, log));
            holdTools(log);
            log.holdAtRest();
        }
        ChatStatus status = ChatStatus.of(state, phases);
        seen.add(status.kind());
        kept(status.kind() == StateReading.status(log, phases), "The status is what the log says", status);
    }

    private void holdTools(LogReading log) {
        Map<ToolCallId, Fact.ToolStarted> recorded = new LinkedHashMap<>();
        for (ToolReading tool : log.tools().running()) {
            Fact.ToolStarted started = tool.started().orElseThrow();
            recorded.put(started.call(), started);
        }
        kept(recorded.keySet().equals(tools.keySet()), "The tools that run are recorded", tools.keySet(), recorded);
        recorded.forEach((call, started) -> holds(tools.get(call), started, log));
    }

    private void holds(RunningTool running, Fact.ToolStarted started, LogReading log) {
        var expected = new Effect.RunTool(
                started.turn(),
                started.reply(),
                started.agent(),
                started.call(),
                started.tool(),
                started.arguments(),
                started.binding(),
                log.running().orElseThrow().started().settingsVersion());
        boolean same = running.chat() == chat && running.run().equals(expected);
        kept(same, "A tool runs as it was recorded", running.run(), expected);
        boolean known = !running.reported() || unsaved.contains(running.result());
        kept(known, "A result is kept until it is stored", started);
    }

    private void holds(RunningCall running, Fact.ModelCallStarted call, LogReading log) {
        Effect.AskModel ask = running.ask();
        Fact.TurnStarted turn = log.running().orElseThrow().started();
        boolean same = running.chat() == chat
                && ask.turn().equals(call.turn())
                && ask.reply().equals(call.reply())
                && ask.agent().equals(call.agent())
                && ask.message().equals(call.message())
                && ask.settingsVersion() == turn.settingsVersion()
                && ask.compacts().equals(call.compacts())
                && ask.continuing() == turn.continues().isPresent();
        kept(same, "A model is asked what was recorded", ask, call, turn);
        boolean known = !running.reported() || unsaved.contains(running.result());
        kept(known, "A result is kept until it is stored", call);
    }
}
