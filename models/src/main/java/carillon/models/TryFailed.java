package carillon.models;

import java.time.Duration;
import java.util.Optional;

/** One try ended without a whole answer. The message is fit for people and holds no key. */
final class TryFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What may be done about it, as long as nothing visible has come. */
    enum Next {
        GIVE_UP,
        ASK_AGAIN,
        /** The server does not know how to count tokens while streaming. */
        ASK_WITHOUT_USAGE,
        /** The model cannot use tools. */
        ASK_WITHOUT_TOOLS,
        /** What was shown is more than the model takes. */
        SHOW_LESS
    }

    private final Next next;
    private final boolean tooMany;
    private final transient Optional<Duration> askAgainAfter;

    private TryFailed(String message, Next next, boolean tooMany, Optional<Duration> askAgainAfter) {
        super(message, null, false, false);
        this.next = next;
        this.tooMany = tooMany;
        this.askAgainAfter = askAgainAfter;
    }

    static TryFailed forGood(String message) {
        return new TryFailed(message, Next.GIVE_UP, false, Optional.empty());
    }

    /** @param askAgainAfter as the server asked for */
    static TryFailed tooMany(String message, Optional<Duration> askAgainAfter) {
        return new TryFailed(message, Next.ASK_AGAIN, true, askAgainAfter);
    }

    /** @param askAgainAfter as the server asked for */
    static TryFailed forNow(String message, Optional<Duration> askAgainAfter) {
        return new TryFailed(message, Next.ASK_AGAIN, false, askAgainAfter);
    }

    static TryFailed usageUnknown(String message) {
        return new TryFailed(message, Next.ASK_WITHOUT_USAGE, false, Optional.empty());
    }

    static TryFailed toolsUnknown(String message) {
        return new TryFailed(message, Next.ASK_WITHOUT_TOOLS, false, Optional.empty());
    }

    static TryFailed tooLong(String message) {
        return new TryFailed(message, Next.SHOW_LESS, false, Optional.empty());
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    Next next() {
        return next;
    }

    boolean isForGood() {
        return switch (next) {
            case GIVE_UP, SHOW_LESS -> true;
            case ASK_AGAIN, ASK_WITHOUT_USAGE, ASK_WITHOUT_TOOLS -> false;
        };
    }

    /** Whether the server has too many requests. */
    boolean tooMany() {
        return tooMany;
    }

    Optional<Duration> askAgainAfter() {
        return askAgainAfter;
    }
}
