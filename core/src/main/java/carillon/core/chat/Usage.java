package carillon.core.chat;

/**
 * Tokens as the provider counted them, 0 where it said nothing, and what they cost.
 *
 * @param cachedInputTokens those of the input tokens that the provider had seen before
 * @param costNanoUsd       in billionths of a US dollar, so that one token's price is a whole number
 * @param unpricedCalls     how many calls used tokens whose price is not known; while there are any, the cost is the
 *                          least that it can be
 */
public record Usage(long inputTokens, long outputTokens, long cachedInputTokens, long costNanoUsd, long unpricedCalls) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    /** What a call used of which the provider counted nothing, although it said something. */
    public static final Usage UNCOUNTED = new Usage(0, 0, 0, 0, 1);

    /** What one call used, before anybody knows its price. */
    public static Usage counted(long inputTokens, long outputTokens, long cachedInputTokens) {
        boolean any = inputTokens > 0 || outputTokens > 0 || cachedInputTokens > 0;
        return new Usage(inputTokens, outputTokens, cachedInputTokens, 0, any ? 1 : 0);
    }

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cachedInputTokens + other.cachedInputTokens,
                costNanoUsd + other.costNanoUsd,
                unpricedCalls + other.unpricedCalls);
    }
}
