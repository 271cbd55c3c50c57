package carillon.core.chat;

import java.util.Optional;
import java.util.OptionalLong;

/** What came of a model call that nobody stopped. What it said was streamed before. */
public sealed interface CallResult {
    Usage usage();

    /** @param remark in plain words, when the answer ended early, such as at the token limit */
    record Answered(Usage usage, Optional<String> remark) implements CallResult {}

    /**
     * What was to be shown is more than the model can take.
     *
     * @param compact how far what the agent met could be summed up; empty when that cannot help
     * @param reason  in plain words: how much is too much and what to do
     */
    record TooLong(OptionalLong compact, String reason, Usage usage) implements CallResult {}

    /** @param reason in plain words: what went wrong and what to do */
    record Failed(String reason, Usage usage) implements CallResult {}
}
