package carillon.engine;

import carillon.core.chat.CallPhase;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatRules;
import carillon.core.chat.ChatState;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Effect;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.OpenCall;
import carillon.core.chat.OpenReply;
import carillon.core.chat.OpenTool;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.Said;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StoredChat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the owner of a chat holds while it is awake: the state, the open texts, and what is shown of both. */
final class LiveChat {
    private final ChatId chat;
    private final OwnerParts parts;
    private final ChatFeed feed;
    private final Map<CallId, OpenMessage> open = new LinkedHashMap<>();
    private final Map<ToolCallId, RunningTool> tools = new LinkedHashMap<>();
    private final Map<CallId, CallPhase> phases = new HashMap<>();
    private final OpenTextSaver saver;
    private ChatState state;
    private ChatTimes times;
    private ChatStatus status;
    private Optional<Instant> turnStartedAt = Optional.empty();
    private @Nullable ChatSummary shown;

    LiveChat(ChatId chat, OwnerParts parts, Optional<StoredChat> stored) {
        this.chat = chat;
        this.parts = parts;
        state = stored.map(StoredChat::state).orElse(ChatState.EMPTY);
        times = stored.map(ChatTimes::of)
                .orElseGet(() -> ChatTimes.born(parts.clock().instant()));
        status = ChatStatus.of(state, phases);
        feed = new ChatFeed(state.seq(), status);
        saver = new OpenTextSaver(chat, parts);
        stored.ifPresent(this::reopen);
    }

    /** Takes up the texts that were saved of calls that nobody runs any more. */
    private void reopen(StoredChat stored) {
        for (OpenReply reply : state.turn().map(OpenTurn::replies).orElse(List.of())) {
            reply.call().ifPresent(call -> {
                OpenMessage message = begun(reply, call);
                Said said = stored.openTexts().getOrDefault(call.message(), Said.NOTHING);
                message.text().append(said.text());
                message.reasoning().append(said.reasoning());
                open.put(call.call(), message);
            });
        }
    }

    private OpenMessage begun(OpenReply reply, OpenCall call) {
        return OpenMessage.begun(
                state.turn().orElseThrow().turn(),
                reply.agent(),
                call.call(),
                call.message(),
                times.updatedAt(),
                call.compacts());
    }

    ChatState state() {
        return state;
    }

    ChatFeed feed() {
        return feed;
    }

    Said said(CallId call) {
        OpenMessage message = open.get(call);
        return message == null ? Said.NOTHING : message.said();
    }

    /** Stores facts, then believes them, then shows them, then starts and ends what they call for. */
    void record(List<Fact> facts, ModelCalls calls, ToolRuns runs) {
        Instant at = now();
        var events = new ArrayList<Recorded>();
        var states = new ArrayList<ChatState>();
        ChatState after = state;
        for (Fact fact : facts) {
            after = after.after(fact);
            states.add(after);
            events.add(new Recorded(chat, after.seq(), at, fact));
        }
        parts.log().append(parts.log().epoch(), events, after);
        var shownFacts = new ArrayList<Board.Shown>();
        for (int i = 0; i < events.size(); i++) {
            state = states.get(i);
            shownFacts.add(believe(events.get(i)));
        }
        publish(shownFacts);
        for (int i = 0; i < events.size(); i++) act(states.get(i), events.get(i), calls, runs);
    }

    private Board.Shown believe(Recorded event) {
        times = times.updated(event.at());
        if (event.fact() instanceof Fact.CallOver call) {
            parts.usage().add(state.world().orElseThrow(), call.usage());
        }
        Optional<? extends OpenOutput> closes = Optional.empty();
        switch (event.fact()) {
            case Fact.TurnStarted _ -> turnStartedAt = Optional.of(event.at());
            case Fact.ModelCallStarted started ->
                open.put(
                        started.call(),
                        OpenMessage.begun(
                                started.turn(),
                                started.agent(),
                                started.call(),
                                started.message(),
                                event.at(),
                                started.compacts()));
            case Fact.ModelCallEnded ended -> {
                phases.remove(ended.call());
                Optional<OpenMessage> written = Optional.ofNullable(open.remove(ended.call()));
                written.ifPresent(saver::forget);
                closes = written;
            }
            case Fact.ToolStarted started -> tools.put(started.call(), running(started, event.at()));
            case Fact.ToolEnded ended -> closes = Optional.ofNullable(tools.remove(ended.call()));
            case Fact.TurnEnded _ -> turnStartedAt = Optional.empty();
            case Fact.ChatDeleted() -> {
                times = times.deleted(Optional.of(event.at()));
                parts.toolbox().forget(chat);
            }
            case Fact.ChatRestored() -> times = times.deleted(Optional.empty());
            case Fact.ChatCreated _,
                    Fact.TitleChanged _,
                    Fact.TitleCallEnded _,
                    Fact.MessageAdmitted _,
                    Fact.MessageDelivered _,
                    Fact.MessageEdited _,
                    Fact.MessageWithdrawn _,
                    Fact.MessageFailed _,
                    Fact.ReplyStarted _,
                    Fact.MessagePosted _,
                    Fact.HistoryCompacted _,
                    Fact.QuestionAsked _,
                    Fact.QuestionAnswered _,
                    Fact.BudgetRaised _,
                    Fact.ToolRequested _,
                    Fact.ToolsChanged _,
                    Fact.ApprovalRequested _,
                    Fact.ApprovalAnswered _,
                    Fact.ReplyEnded _,
                    Fact.ReplyLimited _,
                    Fact.QueuePaused _,
                    Fact.QueueResumed _,
                    Fact.NoticePosted _,
                    Fact.HistoryRewound _,
                    Fact.HistoryRestored _,
                    Fact.ChatBranched _ -> {}
        }
        return new Board.Shown(event, closes);
    }

    private RunningTool running(Fact.ToolStarted started, Instant at) {
        OpenTool tool = state.turn()
                .flatMap(turn -> turn.replyOf(started.call()))
                .flatMap(reply -> reply.tool(started.call()))
                .orElseThrow();
        return new RunningTool(
                started.turn(), started.agent(), started.call(), tool.message(), tool.tool(), at, new GrowingText());
    }

    private void act(ChatState after, Recorded event, ModelCalls calls, ToolRuns runs) {
        WorldId world = after.world().orElseThrow();
        for (Effect effect : ChatRules.effectsOf(after, event.fact())) {
            switch (effect) {
                case Effect.AskModel ask -> {
                    if (open.containsKey(ask.call())) calls.start(ask, world, after, event.seq());
                }
                case Effect.EndCall(var call) -> calls.end(call);
                case Effect.RunTool run -> {
                    if (tools.containsKey(run.call())) runs.start(run, world, after);
                }
                case Effect.EndTool(var call) -> runs.end(call);
                case Effect.MakeTitle(var first) -> calls.startTitle(parts.ids().call(), world, first, event.seq());
            }
        }
    }

    /** Takes in streamed text; false when its call is over. */
    boolean hear(Letter.Heard heard) {
        OpenMessage message = open.get(heard.call());
        if (message == null) return false;
        message.of(heard.kind()).append(heard.text());
        saver.grew(message);
        boolean changed = setPhase(heard.call(), phaseOf(message));
        if (!changed) feed.wakeAll();
        return true;
    }

    /** Takes in text that changes nothing but the text; false when it calls for more, and then nothing was taken. */
    boolean hearMore(Letter.Heard heard) {
        OpenMessage message = open.get(heard.call());
        if (message == null || message.of(heard.kind()).length() == 0 || !saver.hasWork()) return false;
        if (!phaseOf(message).equals(phases.get(heard.call()))) return false;
        message.of(heard.kind()).append(heard.text());
        saver.grew(message);
        feed.wakeAll();
        return true;
    }

    /** Takes in streamed arguments of a tool call; false when the model's call is over. */
    boolean write(Letter.Arguments more) {
        OpenMessage message = open.get(more.call());
        if (message == null) return false;
        message.calls().append(more.index(), more.tool(), more.text());
        boolean changed = setPhase(more.call(), phaseOf(message));
        if (!changed) feed.wakeAll();
        return true;
    }

    /** Takes in arguments that change nothing but what is shown of them; false when they call for more. */
    boolean writeMore(Letter.Arguments more) {
        OpenMessage message = open.get(more.call());
        if (message == null || !(phases.get(more.call()) instanceof CallPhase.Writing)) return false;
        message.calls().append(more.index(), more.tool(), more.text());
        feed.wakeAll();
        return true;
    }

    /** Takes in what a tool puts out; false when its call is over. */
    boolean output(Letter.Output more) {
        RunningTool tool = tools.get(more.call());
        if (tool == null) return false;
        if (tool.append(more.text())) feed.wakeAll();
        return true;
    }

    private static CallPhase phaseOf(OpenMessage message) {
        boolean writing = message.text().length() > 0 || !message.calls().now().isEmpty();
        return writing ? new CallPhase.Writing() : new CallPhase.Thinking();
    }

    /** Takes in that a call is about to be asked, for the first time or again; false when it is over. */
    boolean phase(CallId call, CallPhase phase) {
        OpenMessage message = open.get(call);
        if (message == null) return false;
        if (message.calls().takeBack()) feed.wakeAll();
        if (message.text().length() == 0) setPhase(call, phase);
        return true;
    }

    /** Says that a result waits for the store. */
    void cannotSave(StorageException refused) {
        String reason = "What the model said cannot be saved yet: " + refused.getMessage();
        for (CallId call : open.keySet()) {
            setPhase(call, new CallPhase.Waiting(Optional.of(reason), OptionalInt.empty()));
        }
    }

    private boolean setPhase(CallId call, CallPhase phase) {
        if (phase.equals(phases.put(call, phase))) return false;
        publish(List.of());
        return true;
    }

    void seen(long seq) {
        if (seq <= times.seenSeq()) return;
        times = times.seen(seq);
        publish(List.of());
    }

    ChatView view() {
        List<ChatView.Open> messages =
                open.values().stream().map(ChatView.Open::of).toList();
        List<ChatView.Running> running =
                tools.values().stream().map(ChatView.Running::of).toList();
        return new ChatView(summary(parts.summaries().nextVersion()), state, turnStartedAt, messages, running);
    }

    boolean hasUnsavedText() {
        return saver.hasWork();
    }

    long saveDueAt() {
        return saver.dueAt();
    }

    void saveAllText() {
        saver.saveLast();
    }

    void saveOpenTexts() {
        saver.saveIfDue();
    }

    /** Nothing more will be shown by this owner. */
    void end() {
        feed.end();
        if (shown != null) parts.summaries().forget(shown);
    }

    private void publish(List<Board.Shown> facts) {
        status = ChatStatus.of(state, phases);
        var outputs = new ArrayList<OpenOutput>(open.values());
        outputs.addAll(tools.values());
        feed.publish(facts, outputs, status);
        if (state.life() == Life.ABSENT) return;
        ChatSummary next = summary(0);
        if (shown != null && shown.sameAs(next)) return;
        shown = parts.summaries().publish(next);
    }

    private ChatSummary summary(long version) {
        return ChatSummary.of(chat, state, status, times, version);
    }

    private Instant now() {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(times.updatedAt()) ? times.updatedAt() : now;
    }
}
