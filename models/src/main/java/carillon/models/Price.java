package carillon.models;

import carillon.core.chat.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What a model's tokens cost.
 *
 * @param base what they cost usually
 * @param over what all tokens of a call cost whose input is long
 */
record Price(Rates base, Optional<Over> over) {
    private static final BigDecimal NANO_USD_PER_TOKEN = BigDecimal.valueOf(1_000);

    /** No call costs more than a million dollars, whatever a provider counts, and so sums never overflow. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

    /** In US dollars for a million tokens; without a price of their own, cached tokens cost what others do. */
    record Rates(BigDecimal input, Optional<BigDecimal> cachedInput, BigDecimal output) {
        boolean free() {
            return input.signum() == 0
                    && output.signum() == 0
                    && cachedInput.orElse(input).signum() == 0;
        }
    }

    /** @param inputTokens how many a call may have before these rates hold */
    record Over(long inputTokens, Rates rates) {}

    boolean free() {
        return base.free() && over.map(longer -> longer.rates().free()).orElse(true);
    }

    /** In billionths of a US dollar, rounded once. */
    long of(Usage usage) {
        Rates rates = over.filter(longer -> usage.inputTokens() > longer.inputTokens())
                .map(Over::rates)
                .orElse(base);
        long cached = Math.min(usage.cachedInputTokens(), usage.inputTokens());
        BigDecimal dollars = cost(usage.inputTokens() - cached, rates.input())
                .add(cost(cached, rates.cachedInput().orElse(rates.input())))
                .add(cost(usage.outputTokens(), rates.output()));
        return dollars.multiply(NANO_USD_PER_TOKEN)
                .setScale(0, RoundingMode.HALF_UP)
                .min(MOST)
                .longValueExact();
    }

    private static BigDecimal cost(long tokens, BigDecimal rate) {
        return rate.multiply(BigDecimal.valueOf(tokens));
    }
}
