package carillon.core.chat;

import java.util.Optional;

/** What came of a model call that nobody stopped. What it said was streamed before. */
public sealed interface CallResult {
    Usage usage();

    /** @param remark in plain words, when the answer ended early, such as at the token limit */
    record Answered(Usage usage, Optional<String> remark) implements CallResult {}

    /** @param reason in plain words: what went wrong and what to do */
    record Failed(String reason, Usage usage) implements CallResult {}
}
