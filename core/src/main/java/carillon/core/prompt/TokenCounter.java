package carillon.core.prompt;

/** How many tokens a text is for a model, as far as that can be known. */
@FunctionalInterface
public interface TokenCounter {
    /** What stands around the text of each message, in tokens; at least what any provider adds. */
    int AROUND_MESSAGE = 8;

    /** At least 0, at most {@link #most}. */
    int count(String text);

    /** What so many {@code char}s come to at most: a token for each of their bytes. */
    static long most(long characters) {
        return characters * 3;
    }

    default int count(PromptMessage message) {
        return count(message.whole())
                + AROUND_MESSAGE * (1 + 2 * message.calls().size());
    }
}
