package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.routing.Mentions;
import carillon.core.world.Budget;
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
 * @param firstSeq    where the first message of a person has its place in the transcript, 0 while there is none
 * @param rewound     what can be brought back, the last first; at most {@link Rewound#MOST}
 * @param branched    where it came from; empty when it was not begun as a copy
 * @param queuePaused why queued messages wait although no turn runs
 * @param newsSeq     seq of the last fact that a person would want to see
 * @param grants      how far a person let it go beyond a budget; at most one of each scope
 * @param allowed     the scopes of calls that need no approval in this chat any more
 * @param ownTools    how its tools differ from those of its world
 */
public record ChatState(
        long seq,
        Life life,
        Optional<WorldId> world,
        Title title,
        Optional<OpenTurn> turn,
        Optional<EndedTurn> lastTurn,
        List<ReplyCount> replyCounts,
        long firstSeq,
        List<Rewound> rewound,
        Optional<Fact.ChatBranched> branched,
        List<QueuedMessage> queue,
        Optional<String> queuePaused,
        long newsSeq,
        Usage usage,
        List<Grant> grants,
        List<String> allowed,
        OwnTools ownTools) {
    public static final ChatState EMPTY = new ChatState(
            0,
            Life.ABSENT,
            Optional.empty(),
            Title.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            0,
            Usage.NONE,
            List.of(),
            List.of(),
            OwnTools.NONE);

    public ChatState {
        allowed = List.copyOf(allowed);
        grants = List.copyOf(grants);
        replyCounts = List.copyOf(replyCounts);
        rewound = List.copyOf(rewound);
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

    /** Whether what was last taken out of the history can be brought back. */
    public boolean canUndo() {
        return life == Life.LIVE && turn.isEmpty() && !rewound.isEmpty();
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
            case Fact.TitleCallEnded(var spent) -> next.usage = usage.plus(spent);
            case Fact.MessageAdmitted(var message, var sender, var text, var mode, var _) -> {
                Title excerpt = Title.excerpt(text);
                next.callUntitled(excerpt);
                next.enqueue(new QueuedMessage(message, sender, mode, excerpt, Mentions.in(text)));
            }
            case Fact.MessageEdited edited -> next.edit(edited);
            case Fact.MessageDelivered delivered -> {
                Optional<QueuedMessage> message = queued(delivered.message());
                next.turn = turn.map(open -> open.after(delivered, message));
                message.map(QueuedMessage::excerpt).ifPresent(next::callUntitled);
                next.dequeue(delivered.message());
                next.replyCounts = List.of();
                next.rewound = List.of();
                next.begins();
            }
            case Fact.MessageWithdrawn(var message) -> next.dequeue(message);
            case Fact.MessageFailed(var message, var _) -> {
                next.dequeue(message);
                next.isNews();
            }
            case Fact.TurnStarted started -> {
                next.turn = Optional.of(OpenTurn.started(started, placeOf(started), leftBy(started.continues())));
                next.steerNoMore();
            }
            case Fact.ReplyStarted started -> next.turn = turn.map(open -> open.after(started));
            case Fact.ModelCallStarted(
                    var _,
                    var reply,
                    var call,
                    var _,
                    var message,
                    var provider,
                    var model,
                    var compacts) -> {
                var started = new OpenCall(call, next.seq, message, provider, model, compacts);
                next.turn = turn.map(open -> open.asking(reply).changed(reply, Usage.NONE, each -> each.with(started)));
            }
            case Fact.ModelCallEnded(var _, var reply, var _, var _, var outcome, var _, var spent) -> {
                next.turn = turn.map(open -> open.changed(reply, spent, each -> each.ended(outcome)));
                next.usage = usage.plus(spent);
            }
            case Fact.MessagePosted posted -> {
                next.turn = turn.map(open -> open.after(posted));
                boolean copied = posted.message().turn().isEmpty();
                if (copied && posted.message().sender() != Sender.AGENT) next.begins();
                if (!copied && posted.message().state() != MessageState.STOPPED) next.isNews();
            }
            case Fact.HistoryCompacted _ -> {}
            case Fact.QuestionAsked asked -> {
                next.turn = turn.map(open -> open.after(asked));
                next.isNews();
            }
            case Fact.ToolsChanged(var own) -> next.ownTools = own;
            case Fact.ToolRequested asked ->
                next.turn = turn.map(open -> open.changed(asked.reply(), each -> each.with(OpenTool.requested(asked))));
            case Fact.ApprovalRequested(var _, var reply, var approval) -> {
                next.turn = turn.map(open ->
                        open.changed(reply, each -> each.changed(approval.call(), tool -> tool.waitingFor(approval))));
                next.isNews();
            }
            case Fact.ApprovalAnswered answered -> {
                if (answered.decision() == ApprovalDecision.ALLOW_CHAT) next.allow(scopeOf(answered.call()));
            }
            case Fact.ToolStarted started ->
                next.turn = turn.map(open -> open.changed(
                        started.reply(),
                        each -> each.changed(started.call(), tool -> tool.started(started.arguments()))));
            case Fact.ToolEnded ended ->
                next.turn = turn.map(open -> open.changed(ended.reply(), each -> each.without(ended.call())));
            case Fact.QuestionAnswered answered -> next.turn = turn.map(open -> open.after(answered));
            case Fact.BudgetRaised(var _, var grant) -> next.grant(grant);
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
            case Fact.HistoryRewound rewinding -> next.rewind(rewinding.from());
            case Fact.HistoryRestored _ -> next.restore(rewound.getFirst());
            case Fact.ChatBranched from -> next.branched = Optional.of(from);
            case Fact.ChatDeleted() -> next.life = Life.TRASHED;
            case Fact.ChatRestored() -> next.life = Life.LIVE;
        }
        return next.state();
    }

    /** A call that waits for a person's approval. */
    public Optional<Approval> approval(ToolCallId call) {
        return turn.stream()
                .flatMap(OpenTurn::approvals)
                .filter(each -> each.call().equals(call))
                .findFirst();
    }

    private String scopeOf(ToolCallId call) {
        return approval(call).orElseThrow().scope();
    }

    /** How far a person let it go beyond this budget. */
    Optional<Budget> granted(Grant.Scope scope) {
        return grants.stream()
                .filter(each -> each.scope() == scope)
                .map(Grant::upTo)
                .findFirst();
    }

    /** A message that waits in the queue. */
    Optional<QueuedMessage> queued(MessageId message) {
        return queue.stream().filter(each -> each.message().equals(message)).findFirst();
    }

    /** A turn begins right after its message was delivered, or goes on from an earlier one. */
    private long placeOf(Fact.TurnStarted started) {
        return lastTurn.filter(last -> started.continues().equals(Optional.of(last.turn())))
                .map(EndedTurn::from)
                .orElse(seq);
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
        private long firstSeq;
        private List<Rewound> rewound;
        private Optional<Fact.ChatBranched> branched;
        private List<QueuedMessage> queue;
        private Optional<String> queuePaused;
        private long newsSeq;
        private Usage usage;
        private List<Grant> grants;
        private List<String> allowed;
        private OwnTools ownTools;

        Change(ChatState from) {
            seq = from.seq + 1;
            life = from.life;
            world = from.world;
            title = from.title;
            turn = from.turn;
            lastTurn = from.lastTurn;
            replyCounts = from.replyCounts;
            firstSeq = from.firstSeq;
            rewound = from.rewound;
            branched = from.branched;
            queue = from.queue;
            queuePaused = from.queuePaused;
            newsSeq = from.newsSeq;
            usage = from.usage;
            grants = from.grants;
            allowed = from.allowed;
            ownTools = from.ownTools;
        }

        void enqueue(QueuedMessage message) {
            var longer = new ArrayList<>(queue);
            longer.add(placeOf(message), message);
            queue = longer;
        }

        /** What steers a turn goes before what waits for the next. */
        private int placeOf(QueuedMessage message) {
            if (message.mode() != SendMode.STEER) return queue.size();
            long steering = queue.stream()
                    .takeWhile(each -> each.mode() == SendMode.STEER)
                    .count();
            return Math.toIntExact(steering);
        }

        void edit(Fact.MessageEdited edited) {
            int place = 0;
            while (!queue.get(place).message().equals(edited.message())) place++;
            QueuedMessage before = queue.get(place);
            var changed = new ArrayList<>(queue);
            changed.set(place, before.after(edited));
            queue = changed;
            if (before.mode() == edited.mode()) return;
            dequeue(edited.message());
            enqueue(changed.get(place));
        }

        /** What was to steer an earlier turn is the next to go, and joins no later one. */
        void steerNoMore() {
            queue = queue.stream()
                    .map(each -> each.mode() == SendMode.STEER ? each.as(SendMode.QUEUE) : each)
                    .toList();
        }

        void callUntitled(Title excerpt) {
            if (title.source() == TitleSource.NONE) title = excerpt;
        }

        void begins() {
            if (firstSeq == 0) firstSeq = seq;
        }

        void rewind(long from) {
            rewound = new Rewound(seq, title, firstSeq, lastTurn, replyCounts).before(rewound);
            lastTurn = Optional.empty();
            replyCounts = List.of();
            if (firstSeq < from) return;
            firstSeq = 0;
            if (title.source() != TitleSource.HAND) title = Title.NONE;
        }

        void restore(Rewound before) {
            boolean begins = firstSeq != before.firstSeq();
            if (begins && title.source() != TitleSource.HAND) title = before.title();
            firstSeq = before.firstSeq();
            lastTurn = before.lastTurn();
            replyCounts = before.replyCounts();
            rewound = rewound.subList(1, rewound.size());
        }

        void dequeue(MessageId message) {
            queue = queue.stream()
                    .filter(each -> !each.message().equals(message))
                    .toList();
        }

        void count(AgentId agent, UnaryOperator<ReplyCount> change) {
            replyCounts = ReplyCount.changed(replyCounts, agent, change);
        }

        void grant(Grant grant) {
            var others = new ArrayList<>(grants);
            others.removeIf(each -> each.scope() == grant.scope());
            others.add(grant);
            grants = others;
        }

        void allow(String scope) {
            if (allowed.contains(scope)) return;
            var more = new ArrayList<>(allowed);
            more.add(scope);
            allowed = more;
        }

        void isNews() {
            newsSeq = seq;
        }

        ChatState state() {
            return new ChatState(
                    seq,
                    life,
                    world,
                    title,
                    turn,
                    lastTurn,
                    replyCounts,
                    firstSeq,
                    rewound,
                    branched,
                    queue,
                    queuePaused,
                    newsSeq,
                    usage,
                    grants,
                    allowed,
                    ownTools);
        }
    }
}
