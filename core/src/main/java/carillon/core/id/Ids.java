package carillon.core.id;

/** Where new ids come from: unguessable in the product, counted in a simulation. */
@FunctionalInterface
public interface Ids {
    /** A text that was never given before, 1 to 64 characters of {@code [a-z0-9]}. */
    String next();

    default ChatId chat() {
        return new ChatId(next());
    }

    default TurnId turn() {
        return new TurnId(next());
    }

    default ReplyId reply() {
        return new ReplyId(next());
    }

    default CallId call() {
        return new CallId(next());
    }

    default QuestionId question() {
        return new QuestionId(next());
    }

    default ToolCallId toolCall() {
        return new ToolCallId(next());
    }

    default MessageId message() {
        return new MessageId(next());
    }
}
