package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Grant;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.Question;
import carillon.core.chat.Said;
import carillon.core.chat.Sender;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A second reading of a chat's log, fact by fact from the first, without the product's state and without a thought for
 * speed. Each fact is held against what a chat promises, and the invariants of a chat stand here and in
 * {@link TurnReading} alone, those of tools in {@link ToolsReading}.
 */
public final class LogReading {
    /** What the log of a chat is held against. */
    public interface Surroundings {
        /** Whether an id was made for this chat or sent to it. */
        boolean isOwnId(String id);

        /** Whether a text has no word of another chat. */
        boolean isOwnText(String text);

        /** The settings that a turn which starts now runs with. */
        World newest();

        World settings(long version);

        /** What the chats of its world had used when this was decided. */
        Usage spent();

        /** What a model call has streamed into this chat so far. */
        Said said(CallId call);
    }

    /** A message that was admitted or posted. */
    record Known(
            Sender sender,
            String text,
            String firstText,
            long seq,
            Optional<TurnId> startedAtOnce,
            Optional<TurnId> joins) {
        Known(Sender sender, String text, long seq) {
            this(sender, text, text, seq, Optional.empty(), Optional.empty());
        }

        Known withText(String changed) {
            return new Known(sender, changed, firstText, seq, startedAtOnce, joins);
        }

        Known starting(TurnId turn) {
            return new Known(sender, text, firstText, seq, Optional.of(turn), joins);
        }

        Known joining(Optional<TurnId> turn) {
            return new Known(sender, text, firstText, seq, startedAtOnce, turn);
        }
    }

    private final Surroundings around;
    private final Map<MessageId, Known> messages = new LinkedHashMap<>();
    private final QueueReading queue = new QueueReading();
    private final HistoryReading history = new HistoryReading();
    private final Map<TurnId, TurnOutcome> ended = new HashMap<>();
    private final Set<TurnId> turns = new LinkedHashSet<>();
    private final Set<ReplyId> replies = new HashSet<>();
    private final Set<CallId> calls = new HashSet<>();
    private final Map<QuestionId, Fact.QuestionAsked> questions = new LinkedHashMap<>();
    private final Set<ToolCallId> copiedTools = new HashSet<>();
    private final ToolsReading tools = new ToolsReading();
    private final BudgetReading budget = new BudgetReading();
    private final Map<TurnId, Long> titled = new HashMap<>();
    private Optional<Fact.MessageDelivered> delivered = Optional.empty();
    private Optional<TurnReading> running = Optional.empty();
    private Optional<TurnOutcome> cut = Optional.empty();
    private Optional<TurnId> toCut = Optional.empty();
    private Life life = Life.ABSENT;
    private Usage usage = Usage.NONE;
    private boolean copying;
    private boolean mustPause;
    private boolean noticed;
    private long seq;

    public LogReading(Surroundings around) {
        this.around = around;
    }

    /** The facts of one command come next. */
    public void begin(ChatCommand command) {
        toCut = running.map(TurnReading::id);
        running.ifPresent(TurnReading::begin);
        queue.begin(command);
        history.begin(command, running);
        copying = false;
        cut = switch (command) {
            case ChatCommand.Stop _, ChatCommand.Delete _, ChatCommand.Rewind _, ChatCommand.Resend _ ->
                Optional.of(TurnOutcome.STOPPED);
            case ChatCommand.Send send when !QueueReading.mayWait(send.mode()) -> Optional.of(TurnOutcome.STOPPED);
            case ChatCommand.EditQueued edit
            when !edit.mode().map(QueueReading::mayWait).orElse(true) -> Optional.of(TurnOutcome.STOPPED);
            case ChatCommand.AnswerQuestion answer when stopsAtBudget(answer) -> Optional.of(TurnOutcome.STOPPED);
            case ChatCommand.Recover _, ChatCommand.ShutDown _ -> Optional.of(TurnOutcome.INTERRUPTED);
            case ChatCommand.Abort _ -> Optional.of(TurnOutcome.FAILED);
            case ChatCommand.Create _,
                    ChatCommand.Send _,
                    ChatCommand.EditQueued _,
                    ChatCommand.Undo _,
                    ChatCommand.Withdraw _,
                    ChatCommand.Continue _,
                    ChatCommand.AnswerQuestion _,
                    ChatCommand.Rename _,
                    ChatCommand.Note _,
                    ChatCommand.Restore _,
                    ChatCommand.CallEnded _,
                    ChatCommand.AnswerApproval _,
                    ChatCommand.ChangeTools _,
                    ChatCommand.ToolEnded _,
                    ChatCommand.TitleMade _ -> Optional.empty();
        };
        tools.begin(command, cut);
    }

    private boolean stopsAtBudget(ChatCommand.AnswerQuestion answer) {
        Optional<Grant> asked =
                Optional.ofNullable(questions.get(answer.question())).flatMap(Fact.QuestionAsked::grant);
        return asked.isPresent() && answer.answer().choices().contains("Stop here");
    }

    public void take(Fact fact) {
        seq++;
        kept(life != Life.ABSENT || fact instanceof Fact.ChatCreated, "A chat begins by being created", fact);
        kept(delivered.isEmpty() || fact instanceof Fact.TurnStarted, "A delivered message starts its turn", fact);
        kept(!mustPause || fact instanceof Fact.QueuePaused, "What waits behind a failed turn is paused", fact);
        mustPause = false;
        running.ifPresent(turn -> turn.follows(fact));
        boolean afterNotice = noticed;
        noticed = false;
        switch (fact) {
            case Fact.ChatCreated(var _, var given) -> {
                kept(seq == 1, "A chat is created once");
                life = Life.LIVE;
                if (given.isPresent()) history.title = TitleSource.HAND;
            }
            case Fact.TitleChanged(var text, var source) -> {
                boolean copied = seq == 2 && history.title == TitleSource.NONE;
                boolean wanted = copied || source == TitleSource.HAND || history.title == TitleSource.FIRST_MESSAGE;
                isOwn(text);
                kept(life == Life.LIVE && wanted && !text.isBlank(), "A title set by hand stays", history.title, fact);
                history.title = source;
            }
            case Fact.TitleCallEnded(var spent) -> usage = usage.plus(spent);
            case Fact.MessageAdmitted(var message, var sender, var text, var mode, var joins) -> {
                kept(life == Life.LIVE, "Only a chat that is there takes messages", fact);
                isNew(message, new Known(sender, text, seq).joining(joins));
                queue.admit(message, mode);
                history.call(text);
            }
            case Fact.MessageEdited(var message, var text, var mode) -> {
                text.ifPresent(changed -> {
                    isOwn(changed);
                    messages.computeIfPresent(message, (_, known) -> known.withText(changed));
                });
                queue.edit(message, text.isPresent(), mode);
            }
            case Fact.MessageDelivered deliver -> deliver(deliver);
            case Fact.MessageWithdrawn(var message) -> queue.leave(message);
            case Fact.MessageFailed(var message, var _) -> queue.leave(message);
            case Fact.TurnStarted started -> start(started);
            case Fact.ReplyStarted(var turn, var reply, var agent) -> {
                isNew("reply", reply.value(), replies.add(reply));
                kept(history.answersOf(agent) < running(turn).limit(), "An agent stops at its limit", fact);
                running(turn).start(reply, agent);
            }
            case Fact.ModelCallStarted started -> {
                isNew("call", started.call().value(), calls.add(started.call()));
                isNew("message", started.message().value(), !messages.containsKey(started.message()));
                kept(budget.reached(around, usage).isEmpty(), "A chat at its budget asks no model", fact, usage);
                running(started.turn()).start(started, seq);
                for (MessageId message : queue.steering()) {
                    boolean passedOver = running(started.turn()).selects(messages.get(message), started.agent());
                    kept(!passedOver, "What steers joins at the next model call", fact, message);
                }
            }
            case Fact.ModelCallEnded call -> {
                usage = usage.plus(call.usage());
                running(call.turn()).end(call);
            }
            case Fact.HistoryCompacted compacted -> {
                isNew(
                        compacted.message(),
                        new Known(Sender.SYSTEM, compacted.summary().text(), seq));
                history.place(seq, compacted.message(), false);
                running(compacted.turn()).compact(compacted);
            }
            case Fact.QuestionAsked asked -> {
                Question question = asked.question();
                isNew("question", question.id().value(), questions.put(question.id(), asked) == null);
                isOwn(question.text());
                Optional<Grant> reached = asked.tool().isPresent() ? Optional.empty() : budget.reached(around, usage);
                kept(asked.grant().equals(reached), "A budget asks when it is used up", fact, usage);
                kept(asked.grant().isEmpty() != asked.tool().isEmpty(), "A budget asks, or a tool", fact);
                running(asked.turn()).ask(asked);
            }
            case Fact.ToolsChanged(var own) -> {
                kept(life == Life.LIVE, "Only the tools of a chat that is there change", fact);
                own.workspace().ifPresent(this::isOwn);
                tools.change(own, running.isPresent());
            }
            case Fact.ToolRequested asked -> {
                isNew("tool call", asked.call().value(), !tools.known().contains(asked.call()));
                isOwn(asked.arguments());
                kept(
                        running(asked.turn()).isReplying(asked.reply(), asked.agent()),
                        "Only who replies uses tools",
                        fact);
                tools.request(asked);
            }
            case Fact.ApprovalRequested asked -> {
                kept(
                        running(asked.turn())
                                .isReplying(asked.reply(), asked.approval().agent()),
                        "A person is asked for who replies",
                        fact);
                tools.needsApproval(asked);
            }
            case Fact.ApprovalAnswered answered -> {
                running(answered.turn());
                tools.decide(answered);
            }
            case Fact.ToolStarted begun -> {
                running(begun.turn());
                isOwn(begun.arguments());
                tools.start(begun);
            }
            case Fact.ToolEnded over -> {
                TurnReading turn = running(over.turn());
                isOwn(over.result().text());
                over.result().diff().ifPresent(this::isOwn);
                tools.end(over, turn::canTell);
            }
            case Fact.QuestionAnswered answered -> running(answered.turn()).answer(answered);
            case Fact.BudgetRaised(var turn, var grant) -> {
                Optional<Grant> asked = running(turn).granted();
                Optional<Grant> now = budget.reached(around, usage).filter(each -> each.scope() == grant.scope());
                kept(now.or(() -> asked).equals(Optional.of(grant)), "As much again is allowed", fact, asked, now);
                kept(asked.filter(each -> each.scope() == grant.scope()).isPresent(), "A person allowed it", fact);
                budget.raise(grant);
            }
            case Fact.MessagePosted(var message) -> {
                if (copying && message.turn().isEmpty()) copy(message);
                else post(message);
                history.place(seq, message.id(), copying && message.sender() != Sender.AGENT);
            }
            case Fact.ReplyEnded reply -> {
                if (running(reply.turn()).end(reply)) history.answered(reply.agent());
            }
            case Fact.ReplyLimited(var turn, var agent) -> {
                kept(history.answersOf(agent) >= running(turn).limit(), "Only who is at the limit stops", fact);
                kept(afterNotice == history.limited(agent), "The limit is said once", fact);
                running(turn).limited(agent);
            }
            case Fact.TurnEnded turn -> {
                TurnReading over = running(turn.turn());
                over.end(turn, toCut.equals(Optional.of(over.id())) ? cut : Optional.empty());
                kept(ended.put(over.id(), turn.outcome()) == null, "A turn ends once", fact);
                boolean well = over.answered() && !over.unfinished();
                if (well && history.title == TitleSource.FIRST_MESSAGE) titled.put(over.id(), history.first());
                mustPause = turn.outcome() == TurnOutcome.FAILED && queue.isReady();
                history.last = running;
                running = Optional.empty();
            }
            case Fact.QueuePaused(var reason) -> {
                kept(running.isEmpty(), "A queue is paused between turns", fact);
                queue.pause(reason);
            }
            case Fact.QueueResumed() -> queue.resume();
            case Fact.NoticePosted(var message, var text) -> {
                isNew(message, new Known(Sender.SYSTEM, text, seq));
                history.place(seq, message, false);
                noticed = true;
            }
            case Fact.HistoryRewound rewinding -> {
                kept(running.isEmpty() && life == Life.LIVE, "What ran has ended before it is taken out", fact);
                history.rewind(seq, rewinding);
            }
            case Fact.HistoryRestored restoring -> {
                kept(running.isEmpty() && life == Life.LIVE, "Only a chat that did not go on is brought back", fact);
                history.restore(restoring);
            }
            case Fact.ChatBranched _ -> {
                kept(seq <= 3 && !copying, "Only a chat that begins is a copy", fact);
                copying = true;
            }
            case Fact.ChatDeleted() -> {
                boolean quiet = running.isEmpty() && queue.waiting().isEmpty() && !queue.paused();
                kept(life == Life.LIVE && quiet, "Nothing of a deleted chat goes on");
                life = Life.TRASHED;
            }
            case Fact.ChatRestored() -> {
                kept(life == Life.TRASHED, "Only a deleted chat is restored");
                life = Life.LIVE;
            }
        }
    }

    private void start(Fact.TurnStarted started) {
        kept(running.isEmpty() && life == Life.LIVE, "One turn at a time", started);
        isNew("turn", started.turn().value(), turns.add(started.turn()));
        World world = around.settings(started.settingsVersion());
        kept(world.equals(around.newest()), "A turn runs with the newest settings of its world", started);
        TurnReading turn;
        if (started.continues().isPresent()) {
            kept(delivered.isEmpty(), "Going on delivers nothing", started);
            turn = history.last.orElseThrow().goneOn(started, world);
        } else {
            Fact.MessageDelivered to = delivered.orElseThrow();
            kept(to.message().equals(started.message()) && to.turn().equals(started.turn()), "Its own turn", started);
            turn = TurnReading.of(started, world, around::said, tools, messages.get(started.message()));
            List<AgentId> everyone = new ArrayList<>();
            world.agents().forEach(agent -> everyone.add(agent.id()));
            kept(to.to().orElse(everyone).equals(turn.due()), "A message is for whom the rules say", to, turn.due());
        }
        delivered = Optional.empty();
        running = Optional.of(turn);
        queue.steerNoMore();
    }

    private void deliver(Fact.MessageDelivered fact) {
        MessageId message = fact.message();
        boolean joins = running.isPresent();
        kept(life == Life.LIVE, "Only a chat that is there delivers", fact);
        queue.deliver(message, joins);
        Known known = messages.get(message);
        if (joins) running(fact.turn()).join(fact, known);
        else delivered = Optional.of(fact);
        if (known.seq() == seq - 1) messages.put(message, known.starting(fact.turn()));
        history.deliver(seq, message, known.text());
    }

    /** A message of the chat that this one began as a copy of, under an id of its own. */
    private void copy(Message message) {
        isNew(message.id(), new Known(message.sender(), message.text(), seq));
        message.parts().forEach(part -> {
            if (part instanceof Part.ToolCall call) copy(call);
        });
        message.origin().ifPresent(origin -> {
            isNew("reply", origin.reply().value(), replies.add(origin.reply()));
            boolean before = origin.asked().isEmpty() || origin.asked().getAsLong() < seq;
            kept(
                    before && origin.usage().equals(Usage.NONE),
                    "A copy has seen what was copied, and cost nothing",
                    message);
        });
    }

    /** What the other chat's tools brought, or that they bring nothing here. */
    private void copy(Part.ToolCall call) {
        isNew("tool call", call.id().value(), copiedTools.add(call.id()));
        kept(call.result().isPresent(), "Nobody brings a copy the results that it lacks", call);
    }

    private void post(Message message) {
        TurnReading turn = running(message.turn().orElseThrow());
        isNew(message.id(), new Known(message.sender(), message.text(), seq));
        turn.post(message);
    }

    private void isNew(MessageId message, Known known) {
        isOwn(known.text());
        isNew("message", message.value(), messages.put(message, known) == null);
    }

    private void isOwn(String text) {
        kept(around.isOwnText(text), "No word of one chat stands in another", text);
    }

    private void isNew(String what, String id, boolean first) {
        kept(around.isOwnId(id), "An id belongs to the chat it is used in", what, id);
        kept(first, "An id is used once", what, id);
    }

    private TurnReading running(TurnId turn) {
        kept(running.isPresent() && running.get().id().equals(turn), "Only the turn that runs goes on", turn, running);
        return running.orElseThrow();
    }

    /** What the product believes of the chat must be what its log says. */
    public void hold(ChatState state) {
        StateReading.hold(state, this);
        tools.hold(!running.map(TurnReading::id).equals(toCut));
    }

    /** What may be waiting between two commands, and what may not. */
    void holdAtRest() {
        kept(delivered.isEmpty(), "A delivered message starts its turn", delivered);
        kept(!queue.paused() || !queue.waiting().isEmpty(), "Only what waits is paused");
        boolean couldGo = life == Life.LIVE && running.isEmpty() && queue.isReady();
        kept(!couldGo, "What could go does not wait", queue.waiting());
        running.ifPresent(TurnReading::hold);
        for (MessageId message : queue.steering()) {
            boolean mayWait = running.isEmpty() || running.get().isBusyFor(messages.get(message));
            kept(mayWait, "What steers waits for the busy alone", message);
        }
    }

    /** Where the exchange begins for which a title is to be made now that this fact, which was taken before, is stored. */
    Optional<Long> wantsTitleAt(Fact fact) {
        return fact instanceof Fact.TurnEnded turn ? Optional.ofNullable(titled.get(turn.turn())) : Optional.empty();
    }

    QueueReading queue() {
        return queue;
    }

    HistoryReading history() {
        return history;
    }

    Optional<TurnReading> running() {
        return running;
    }

    Optional<TurnReading> last() {
        return history.last;
    }

    Optional<TurnOutcome> outcome(TurnId turn) {
        return Optional.ofNullable(ended.get(turn));
    }

    Optional<Known> message(MessageId message) {
        return Optional.ofNullable(messages.get(message));
    }

    List<MessageId> messages() {
        return List.copyOf(messages.keySet());
    }

    public String textOf(MessageId message) {
        return messages.get(message).text();
    }

    /** What stands in the history, in its order. */
    public List<String> texts() {
        return history.transcript().stream()
                .map(message -> messages.get(message).text())
                .toList();
    }

    /** The message of this text that stands last in the history, with its place. */
    public PlacedMessage placed(String text) {
        return history.places().reversed().stream()
                .filter(place -> messages.get(place.message()).text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing in the history says: " + text));
    }

    ToolsReading tools() {
        return tools;
    }

    /** Whatever was asked of a person, settled or not. */
    Map<QuestionId, Fact.QuestionAsked> questions() {
        return questions;
    }

    List<TurnId> turns() {
        return List.copyOf(turns);
    }

    List<MessageId> waiting() {
        return queue.waiting();
    }

    Map<AgentId, Integer> answers() {
        return history.answers;
    }

    Life life() {
        return life;
    }

    TitleSource title() {
        return history.title;
    }

    Usage usage() {
        return usage;
    }

    boolean paused() {
        return queue.paused();
    }

    long seq() {
        return seq;
    }
}
