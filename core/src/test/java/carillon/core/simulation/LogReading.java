package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.Said;
import carillon.core.chat.Sender;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
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
 * {@link TurnReading} alone.
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

        /** What a model call has streamed into this chat so far. */
        Said said(CallId call);
    }

    /** A message that was admitted or posted. */
    record Known(Sender sender, String text, long seq, Optional<TurnId> startedAtOnce) {}

    private final Surroundings around;
    private final Map<MessageId, Known> messages = new LinkedHashMap<>();
    private final Map<MessageId, Known> waiting = new LinkedHashMap<>();
    private final Map<TurnId, TurnOutcome> ended = new HashMap<>();
    private final Set<TurnId> turns = new LinkedHashSet<>();
    private final Set<ReplyId> replies = new HashSet<>();
    private final Set<CallId> calls = new HashSet<>();
    private final Map<AgentId, Integer> answers = new HashMap<>();
    private final Set<TurnId> titled = new HashSet<>();
    private final Set<AgentId> limitSaid = new HashSet<>();
    private Optional<Fact.MessageDelivered> delivered = Optional.empty();
    private Optional<TurnReading> running = Optional.empty();
    private Optional<TurnReading> last = Optional.empty();
    private Optional<TurnOutcome> cut = Optional.empty();
    private Optional<TurnId> toCut = Optional.empty();
    private Life life = Life.ABSENT;
    private TitleSource title = TitleSource.NONE;
    private Usage usage = Usage.NONE;
    private boolean paused;
    private boolean mustPause;
    private boolean noticed;
    private long seq;

    public LogReading(Surroundings around) {
        this.around = around;
    }

    /** The facts of one command come next. */
    public void begin(ChatCommand command) {
        toCut = running.map(TurnReading::id);
        cut = switch (command) {
            case ChatCommand.Stop _, ChatCommand.Delete _ -> Optional.of(TurnOutcome.STOPPED);
            case ChatCommand.Recover _, ChatCommand.ShutDown _ -> Optional.of(TurnOutcome.INTERRUPTED);
            case ChatCommand.Abort _ -> Optional.of(TurnOutcome.FAILED);
            case ChatCommand.Create _,
                    ChatCommand.Send _,
                    ChatCommand.Withdraw _,
                    ChatCommand.Continue _,
                    ChatCommand.Rename _,
                    ChatCommand.Restore _,
                    ChatCommand.CallEnded _,
                    ChatCommand.TitleMade _ -> Optional.empty();
        };
    }

    public void take(Fact fact) {
        seq++;
        kept(life != Life.ABSENT || fact instanceof Fact.ChatCreated, "A chat begins by being created", fact);
        kept(delivered.isEmpty() || fact instanceof Fact.TurnStarted, "A delivered message starts its turn", fact);
        kept(!mustPause || fact instanceof Fact.QueuePaused, "What waits behind a failed turn is paused", fact);
        mustPause = false;
        boolean afterNotice = noticed;
        noticed = false;
        switch (fact) {
            case Fact.ChatCreated(var _, var given) -> {
                kept(seq == 1, "A chat is created once");
                life = Life.LIVE;
                if (given.isPresent()) title = TitleSource.HAND;
            }
            case Fact.TitleChanged(var text, var source) -> {
                boolean wanted = source == TitleSource.HAND || title == TitleSource.FIRST_MESSAGE;
                kept(around.isOwnText(text), "No word of one chat stands in another", fact);
                kept(life == Life.LIVE && wanted && !text.isBlank(), "A title set by hand stays", title, fact);
                title = source;
            }
            case Fact.MessageAdmitted(var message, var sender, var text, var _) -> {
                kept(life == Life.LIVE, "Only a chat that is there takes messages", fact);
                var known = new Known(sender, text, seq, Optional.empty());
                isNew(message, known);
                waiting.put(message, known);
                if (title == TitleSource.NONE && !text.isBlank()) title = TitleSource.FIRST_MESSAGE;
            }
            case Fact.MessageDelivered(var message, var turn, var _) -> {
                kept(running.isEmpty() && life == Life.LIVE && !paused, "What waits goes when nothing is in its way");
                kept(waiting.keySet().stream().findFirst().equals(Optional.of(message)), "First come, first", fact);
                leaves(message);
                if (messages.get(message).seq() == seq - 1) startedAtOnce(message, turn);
                answers.clear();
                limitSaid.clear();
                delivered = Optional.of((Fact.MessageDelivered) fact);
            }
            case Fact.MessageWithdrawn(var message) -> leaves(message);
            case Fact.MessageFailed(var message, var _) -> leaves(message);
            case Fact.TurnStarted started -> start(started);
            case Fact.ReplyStarted(var turn, var reply, var agent) -> {
                isNew("reply", reply.value(), replies.add(reply));
                kept(answers.getOrDefault(agent, 0) < running(turn).limit(), "An agent stops at its limit", fact);
                running(turn).start(reply, agent);
            }
            case Fact.ModelCallStarted started -> {
                isNew("call", started.call().value(), calls.add(started.call()));
                isNew("message", started.message().value(), !messages.containsKey(started.message()));
                running(started.turn()).start(started, seq);
            }
            case Fact.ModelCallEnded call -> {
                usage = usage.plus(call.usage());
                running(call.turn()).end(call);
            }
            case Fact.MessagePosted(var message) -> post(message);
            case Fact.ReplyEnded reply -> {
                if (running(reply.turn()).end(reply)) answers.merge(reply.agent(), 1, Integer::sum);
            }
            case Fact.ReplyLimited(var turn, var agent) -> {
                kept(answers.getOrDefault(agent, 0) >= running(turn).limit(), "Only who is at the limit stops", fact);
                kept(afterNotice == limitSaid.add(agent), "The limit is said once", fact);
                running(turn).limited(agent);
            }
            case Fact.TurnEnded turn -> {
                TurnReading over = running(turn.turn());
                over.end(turn, toCut.equals(Optional.of(over.id())) ? cut : Optional.empty());
                kept(ended.put(over.id(), turn.outcome()) == null, "A turn ends once", fact);
                boolean well = over.answered() && !over.unfinished();
                if (well && title == TitleSource.FIRST_MESSAGE) titled.add(over.id());
                mustPause = turn.outcome() == TurnOutcome.FAILED && !waiting.isEmpty();
                last = running;
                running = Optional.empty();
            }
            case Fact.QueuePaused _ -> {
                kept(running.isEmpty() && !paused && !waiting.isEmpty(), "Only what waits is paused", fact);
                paused = true;
            }
            case Fact.QueueResumed() -> {
                kept(paused, "Only what is paused is resumed");
                paused = false;
            }
            case Fact.NoticePosted(var message, var text) -> {
                isNew(message, new Known(Sender.SYSTEM, text, seq, Optional.empty()));
                noticed = true;
            }
            case Fact.ChatDeleted() -> {
                boolean quiet = running.isEmpty() && waiting.isEmpty() && !paused;
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
            turn = last.orElseThrow().goneOn(started, world);
        } else {
            Fact.MessageDelivered to = delivered.orElseThrow();
            kept(to.message().equals(started.message()) && to.turn().equals(started.turn()), "Its own turn", started);
            turn = TurnReading.of(started, world, around::said, messages.get(started.message()));
            List<AgentId> everyone = new ArrayList<>();
            world.agents().forEach(agent -> everyone.add(agent.id()));
            kept(to.to().orElse(everyone).equals(turn.due()), "A message is for whom the rules say", to, turn.due());
        }
        delivered = Optional.empty();
        running = Optional.of(turn);
    }

    private void post(Message message) {
        TurnReading turn = running(message.turn().orElseThrow());
        isNew(message.id(), new Known(message.sender(), message.text(), seq, Optional.empty()));
        turn.post(message);
    }

    private void leaves(MessageId message) {
        kept(waiting.remove(message) != null, "A message that was admitted has one end", message);
    }

    private void startedAtOnce(MessageId message, TurnId turn) {
        Known known = messages.get(message);
        messages.put(message, new Known(known.sender(), known.text(), known.seq(), Optional.of(turn)));
    }

    private void isNew(MessageId message, Known known) {
        kept(around.isOwnText(known.text()), "No word of one chat stands in another", message, known);
        isNew("message", message.value(), messages.put(message, known) == null);
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
    }

    /** What may be waiting between two commands, and what may not. */
    void holdAtRest() {
        kept(delivered.isEmpty(), "A delivered message starts its turn", delivered);
        kept(!paused || (running.isEmpty() && !waiting.isEmpty()), "Only what waits is paused", waiting);
        boolean couldGo = life == Life.LIVE && running.isEmpty() && !paused && !waiting.isEmpty();
        kept(!couldGo, "What could go does not wait", waiting.keySet());
        running.ifPresent(TurnReading::hold);
    }

    /** Whether a title is to be made now that this fact, which was taken before, is stored. */
    boolean wantsTitleAt(Fact fact) {
        return fact instanceof Fact.TurnEnded turn && titled.contains(turn.turn());
    }

    Optional<TurnReading> running() {
        return running;
    }

    Optional<TurnReading> last() {
        return last;
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

    List<TurnId> turns() {
        return List.copyOf(turns);
    }

    List<MessageId> waiting() {
        return List.copyOf(waiting.keySet());
    }

    Map<AgentId, Integer> answers() {
        return answers;
    }

    Life life() {
        return life;
    }

    TitleSource title() {
        return title;
    }

    Usage usage() {
        return usage;
    }

    boolean paused() {
        return paused;
    }

    long seq() {
        return seq;
    }
}
