package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A turn that has not ended.
 *
 * @param from            the seq at which that message has its place
 * @param settingsVersion the version of the world it runs with
 * @param continues       the unfinished turn that it goes on from
 * @param replies         those that have not ended, in the order they started
 * @param owed            replies that are to start as soon as their agent is free
 * @param broken          replies that ended without an answer
 * @param questions       what a person is asked, the first asked first
 * @param answered        whether a reply of it has answered
 * @param failure         why the first failed reply failed
 * @param limited         the first agent that was to answer more often than it may
 */
public record OpenTurn(
        TurnId turn,
        MessageId message,
        long from,
        long settingsVersion,
        Optional<TurnId> continues,
        List<OpenReply> replies,
        List<Owed> owed,
        List<Owed> broken,
        List<OpenQuestion> questions,
        boolean answered,
        Optional<String> failure,
        Optional<AgentId> limited,
        Usage usage) {
    public OpenTurn {
        replies = List.copyOf(replies);
        owed = List.copyOf(owed);
        broken = List.copyOf(broken);
        questions = List.copyOf(questions);
    }

    /** @param owed what the turn it goes on from left open */
    static OpenTurn started(Fact.TurnStarted fact, long from, List<Owed> owed) {
        return new OpenTurn(
                fact.turn(),
                fact.message(),
                from,
                fact.settingsVersion(),
                fact.continues(),
                List.of(),
                owed,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Usage.NONE);
    }

    public Optional<OpenReply> reply(ReplyId reply) {
        return replies.stream().filter(each -> each.reply().equals(reply)).findFirst();
    }

    boolean isReplying(AgentId agent) {
        return replies.stream().anyMatch(open -> open.agent().equals(agent));
    }

    /** The agents that are replying, in the order they started. */
    List<AgentId> replying() {
        return replies.stream().map(OpenReply::agent).toList();
    }

    /** A reply that could start now; each agent gives one at a time. */
    Optional<Owed> due() {
        return owed.stream().filter(each -> !isReplying(each.agent())).findFirst();
    }

    OpenTurn after(Fact.ReplyStarted started) {
        List<AgentId> askers = owed.stream()
                .filter(each -> each.agent().equals(started.agent()))
                .flatMap(each -> each.askers().stream())
                .toList();
        var open = new ArrayList<>(replies);
        open.add(OpenReply.started(started, askers));
        return with(open, Owed.minus(owed, started.agent()), usage);
    }

    /** A message joined the turn: the agents it names answer it too, in the reply they are giving or in one more. */
    OpenTurn after(Fact.MessageDelivered delivered, Optional<QueuedMessage> message) {
        boolean names =
                message.filter(each -> !each.mentions().leading().isEmpty()).isPresent();
        if (!names) return this;
        List<Owed> more = owed;
        for (AgentId agent : delivered.to().orElse(List.of())) {
            more = Owed.plus(more, new Owed(agent, List.of()));
        }
        return with(replies, more, usage);
    }

    /** A reply asks its model, which is shown all that people have said by now. */
    OpenTurn asking(ReplyId reply) {
        Optional<OpenReply> asking = reply(reply);
        List<Owed> left = owed.stream()
                .filter(each -> asking.isEmpty()
                        || !each.agent().equals(asking.get().agent())
                        || !each.askers().isEmpty())
                .toList();
        return with(replies, left, usage);
    }

    OpenTurn after(Fact.MessagePosted posted) {
        Message message = posted.message();
        if (message.origin().isEmpty() || message.to().isEmpty()) return this;
        List<Owed> more = owed;
        for (AgentId agent : message.to().get()) {
            more = Owed.plus(
                    more, new Owed(agent, List.of(message.origin().get().agent())));
        }
        return with(replies, more, usage);
    }

    OpenTurn after(Fact.ReplyEnded ended) {
        Optional<OpenReply> reply = reply(ended.reply());
        boolean well = ended.outcome() == ReplyOutcome.ANSWERED;
        List<Owed> nowBroken = well || reply.isEmpty()
                ? broken
                : Owed.plus(broken, new Owed(ended.agent(), reply.get().askers()));
        return new OpenTurn(
                turn,
                message,
                from,
                settingsVersion,
                continues,
                replies.stream()
                        .filter(each -> !each.reply().equals(ended.reply()))
                        .toList(),
                owed,
                nowBroken,
                questions,
                answered || well,
                failure.or(() -> ended.outcome() == ReplyOutcome.FAILED ? ended.reason() : Optional.empty()),
                limited,
                usage);
    }

    OpenTurn after(Fact.ReplyLimited fact) {
        return new OpenTurn(
                turn,
                message,
                from,
                settingsVersion,
                continues,
                replies,
                Owed.minus(owed, fact.agent()),
                broken,
                questions,
                answered,
                failure,
                limited.or(() -> Optional.of(fact.agent())),
                usage);
    }

    OpenTurn after(Fact.QuestionAsked asked) {
        var open = new ArrayList<>(questions);
        open.add(new OpenQuestion(asked.question(), asked.grant(), asked.tool()));
        return withQuestions(open);
    }

    OpenTurn after(Fact.QuestionAnswered answered) {
        return withQuestions(questions.stream()
                .filter(each -> !each.question().id().equals(answered.question()))
                .toList());
    }

    private OpenTurn withQuestions(List<OpenQuestion> open) {
        return new OpenTurn(
                turn,
                message,
                from,
                settingsVersion,
                continues,
                replies,
                owed,
                broken,
                open,
                answered,
                failure,
                limited,
                usage);
    }

    Optional<OpenQuestion> question(QuestionId question) {
        return questions.stream()
                .filter(each -> each.question().id().equals(question))
                .findFirst();
    }

    /** Whether nothing of it runs until a person answers. */
    public boolean waitsForPerson() {
        boolean asked = !questions.isEmpty() || approvals().findAny().isPresent();
        return asked && replies.stream().allMatch(OpenReply::rests);
    }

    /** The calls that wait for a person's approval, in the order they were asked for. */
    public Stream<Approval> approvals() {
        return replies.stream().flatMap(reply -> reply.tools().stream()).flatMap(tool -> tool.approval().stream());
    }

    /** The reply that a call of a tool belongs to which has no result yet. */
    public Optional<OpenReply> replyOf(ToolCallId call) {
        return replies.stream().filter(reply -> reply.tool(call).isPresent()).findFirst();
    }

    OpenTurn changed(ReplyId reply, UnaryOperator<OpenReply> change) {
        return changed(reply, Usage.NONE, change);
    }

    EndedTurn after(Fact.TurnEnded ended) {
        List<Owed> left = broken;
        for (Owed each : owed) left = Owed.plus(left, each);
        return new EndedTurn(turn, message, from, ended.outcome(), ended.reason(), answered, left);
    }

    OpenTurn changed(ReplyId reply, Usage spent, UnaryOperator<OpenReply> change) {
        List<OpenReply> changed = replies.stream()
                .map(each -> each.reply().equals(reply) ? change.apply(each) : each)
                .toList();
        return with(changed, owed, usage.plus(spent));
    }

    private OpenTurn with(List<OpenReply> open, List<Owed> due, Usage spent) {
        return new OpenTurn(
                turn,
                message,
                from,
                settingsVersion,
                continues,
                open,
                due,
                broken,
                questions,
                answered,
                failure,
                limited,
                spent);
    }
}
