package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.routing.Mentions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a chat's facts add up to, as far as the rules need it. The transcript is not part of it, so its size does not
 * grow with the length of a chat.
 *
 * @param seq         of the last fact, 0 before the first
 * @param world       empty only while {@link Life#ABSENT}
 * @param replyCounts how often each agent has answered since a person wrote last
 * @param queuePaused why queued messages wait although no turn runs
 * @param newsSeq     seq of the last fact that a person would want to see
 */
public record ChatState(
        long seq,
        Life life,
        Optional<WorldId> world,
        Title title,
        Optional<OpenTurn> turn,
        Optional<EndedTurn> lastTurn,
        List<ReplyCount> replyCounts,
        List<QueuedMessage> queue,
        Optional<String> queuePaused,
        long newsSeq,
        Usage usage) {
    public static final ChatState EMPTY = new ChatState(
            0,
            Life.ABSENT,
            Optional.empty(),
            Title.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            0,
            Usage.NONE);

    public ChatState {
        replyCounts = List.copyOf(replyCounts);
        queue = List.copyOf(queue);
    }

    /** Whether a message sent now would have to wait. */
    public boolean busy() {
        return turn.isPresent() || !queue.isEmpty();
    }

    /** Whether an agent's message with this id is still to come. */
    boolean isBeingWritten(MessageId message) {
        return turn.stream()
                .flatMap(open -> open.replies().stream())
                .flatMap(reply -> reply.call().stream())
                .anyMatch(call -> call.message().equals(message));
    }

    /** Whether a person can ask the chat to go on. */
    public boolean canContinue() {
        boolean unfinished = lastTurn.isPresent() && lastTurn.get().unfinished();
        return life == Life.LIVE && turn.isEmpty() && (unfinished || queuePaused.isPresent());
    }

    /** Whether a queued message could start a turn right now. */
    public boolean canDeliver() {
        return life == Life.LIVE && turn.isEmpty() && !queue.isEmpty() && queuePaused.isEmpty();
    }

    /** The state once this fact, the next in order, has happened. */
    public ChatState after(Fact fact) {
        var next = new Change(this);
        switch (fact) {
            case Fact.ChatCreated(var in, var given) -> {
                next.life = Life.LIVE;
                next.world = Optional.of(in);
                next.title =
                        given.map(text -> new Title(text, TitleSource.HAND)).orElse(Title.NONE);
            }
            case Fact.TitleChanged(var text, var source) -> next.title = new Title(text, source);
            case Fact.MessageAdmitted(var message, var sender, var text, var mode) -> {
                if (title.source() == TitleSource.NONE) next.title = Title.excerpt(text);
                next.enqueue(new QueuedMessage(message, sender, mode, Mentions.in(text)));
            }
            case Fact.MessageDelivered(var message, var _, var _) -> {
                next.dequeue(message);
                next.replyCounts = List.of();
            }
            case Fact.MessageWithdrawn(var message) -> next.dequeue(message);
            case Fact.MessageFailed(var message, var _) -> {
                next.dequeue(message);
                next.isNews();
            }
            case Fact.TurnStarted started ->
                next.turn = Optional.of(OpenTurn.started(started, leftBy(started.continues())));
            case Fact.ReplyStarted started -> next.turn = turn.map(open -> open.after(started));
            case Fact.ModelCallStarted(var _, var reply, var call, var _, var message, var provider, var model) -> {
                var started = new OpenCall(call, next.seq, message, provider, model);
                next.turn = turn.map(open -> open.changed(reply, Usage.NONE, each -> each.with(started)));
            }
            case Fact.ModelCallEnded(var _, var reply, var _, var _, var _, var _, var spent) -> {
                next.turn = turn.map(open -> open.changed(reply, spent, OpenReply::withoutCall));
                next.usage = usage.plus(spent);
            }
            case Fact.MessagePosted posted -> {
                next.turn = turn.map(open -> open.after(posted));
                if (posted.message().state() != MessageState.STOPPED) next.isNews();
            }
            case Fact.ReplyEnded ended -> {
                next.turn = turn.map(open -> open.after(ended));
                if (ended.outcome() == ReplyOutcome.ANSWERED) next.count(ended.agent(), ReplyCount::oneMore);
            }
            case Fact.ReplyLimited limited -> {
                next.turn = turn.map(open -> open.after(limited));
                next.count(limited.agent(), ReplyCount::atLimit);
            }
            case Fact.TurnEnded ended -> {
                next.lastTurn = turn.map(open -> open.after(ended));
                next.turn = Optional.empty();
            }
            case Fact.QueuePaused(var reason) -> next.queuePaused = Optional.of(reason);
            case Fact.QueueResumed() -> next.queuePaused = Optional.empty();
            case Fact.NoticePosted _ -> next.isNews();
            case Fact.ChatDeleted() -> next.life = Life.TRASHED;
            case Fact.ChatRestored() -> next.life = Life.LIVE;
        }
        return next.state();
    }

    private List<Owed> leftBy(Optional<TurnId> earlier) {
        return lastTurn.filter(last -> earlier.equals(Optional.of(last.turn())))
                .map(EndedTurn::owed)
                .orElse(List.of());
    }

    /** The next state while it is being put together; starts as a copy with the seq one higher. */
    private static final class Change {
        private final long seq;
        private Life life;
        private Optional<WorldId> world;
        private Title title;
        private Optional<OpenTurn> turn;
        private Optional<EndedTurn> lastTurn;
        private List<ReplyCount> replyCounts;
        private List<QueuedMessage> queue;
        private Optional<String> queuePaused;
        private long newsSeq;
        private Usage usage;

        Change(ChatState from) {
            seq = from.seq + 1;
            life = from.life;
            world = from.world;
            title = from.title;
            turn = from.turn;
            lastTurn = from.lastTurn;
            replyCounts = from.replyCounts;
            queue = from.queue;
            queuePaused = from.queuePaused;
            newsSeq = from.newsSeq;
            usage = from.usage;
        }

        void enqueue(QueuedMessage message) {
            queue = new ArrayList<>(queue);
            queue.add(message);
        }

        void dequeue(MessageId message) {
            queue = queue.stream()
                    .filter(each -> !each.message().equals(message))
                    .toList();
        }

        void count(AgentId agent, UnaryOperator<ReplyCount> change) {
            replyCounts = ReplyCount.changed(replyCounts, agent, change);
        }

        void isNews() {
            newsSeq = seq;
        }

        ChatState state() {
            return new ChatState(
                    seq, life, world, title, turn, lastTurn, replyCounts, queue, queuePaused, newsSeq, usage);
        }
    }
}
