package carillon.server.json;

import carillon.core.world.Budget;

/** What may be used before a person is asked. */
final class BudgetJson {
    private static final double NANO_IN_ONE = 1e9;

    private BudgetJson() {}

    static void write(JsonOut out, Budget budget) {
        out.begin();
        budget.tokens().ifPresent(tokens -> out.field("tokens", tokens));
        budget.costNanoUsd().ifPresent(cost -> out.key("costUsd").value(cost / NANO_IN_ONE));
        out.end();
    }
}
