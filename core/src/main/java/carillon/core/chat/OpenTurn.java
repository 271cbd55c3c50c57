package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A turn that has not ended.
 *
 * @param settingsVersion the version of the world it runs with
 * @param continues       the unfinished turn that it goes on from
 * @param replies         those that have not ended, in the order they started
 * @param answered        whether a reply of it has answered
 * @param failure         why the first failed reply failed
 */
public record OpenTurn(
        TurnId turn,
        MessageId message,
        long settingsVersion,
        Optional<TurnId> continues,
        List<OpenReply> replies,
        boolean answered,
        Optional<String> failure,
        Usage usage) {
    public OpenTurn {
        replies = List.copyOf(replies);
    }

    static OpenTurn started(Fact.TurnStarted fact) {
        return new OpenTurn(
                fact.turn(),
                fact.message(),
                fact.settingsVersion(),
                fact.continues(),
                List.of(),
                false,
                Optional.empty(),
                Usage.NONE);
    }

    public Optional<OpenReply> reply(ReplyId reply) {
        return replies.stream().filter(each -> each.reply().equals(reply)).findFirst();
    }

    OpenTurn plus(OpenReply reply) {
        var more = new ArrayList<>(replies);
        more.add(reply);
        return withReplies(more, usage);
    }

    OpenTurn changed(ReplyId reply, Usage spent, UnaryOperator<OpenReply> change) {
        List<OpenReply> changed = replies.stream()
                .map(each -> each.reply().equals(reply) ? change.apply(each) : each)
                .toList();
        return withReplies(changed, usage.plus(spent));
    }

    OpenTurn minus(Fact.ReplyEnded ended) {
        List<OpenReply> rest = replies.stream()
                .filter(each -> !each.reply().equals(ended.reply()))
                .toList();
        return new OpenTurn(
                turn,
                message,
                settingsVersion,
                continues,
                rest,
                answered || ended.outcome() == ReplyOutcome.ANSWERED,
                failure.or(() -> ended.outcome() == ReplyOutcome.FAILED ? ended.reason() : Optional.empty()),
                usage);
    }

    private OpenTurn withReplies(List<OpenReply> changed, Usage spent) {
        return new OpenTurn(turn, message, settingsVersion, continues, changed, answered, failure, spent);
    }
}
