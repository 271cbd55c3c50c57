package carillon.core.world;

import java.util.OptionalLong;

/**
 * What may be used before a person is asked.
 *
 * @param tokens      in and out together, from 1; empty for no limit
 * @param costNanoUsd in billionths of a dollar, from 1; empty for no limit. Calls whose price is unknown count nothing
 */
public record Budget(OptionalLong tokens, OptionalLong costNanoUsd) {
    public Budget {
        if (tokens.isEmpty() && costNanoUsd.isEmpty()) throw new IllegalArgumentException("A budget limits something");
        if (tokens.orElse(1) < 1) throw new IllegalArgumentException("A budget of tokens is at least 1, not " + tokens);
        if (costNanoUsd.orElse(1) < 1) {
            throw new IllegalArgumentException("A budget of money is more than 0, not " + costNanoUsd);
        }
    }
}
