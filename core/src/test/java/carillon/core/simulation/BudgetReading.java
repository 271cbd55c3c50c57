package carillon.core.simulation;

import carillon.core.chat.Grant;
import carillon.core.chat.Usage;
import carillon.core.world.Budget;
import carillon.core.world.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How far a chat of a {@link LogReading} may go. */
final class BudgetReading {
    private final Map<Grant.Scope, Budget> granted = new EnumMap<>(Grant.Scope.class);

    void raise(Grant grant) {
        granted.put(grant.scope(), grant.upTo());
    }

    /** What would let a chat go on that has used so much; empty when it may go on. */
    Optional<Grant> reached(LogReading.Surroundings around, Usage used) {
        World world = around.newest();
        Optional<Grant> chat = world.chatBudget().flatMap(set -> reached(Grant.Scope.CHAT, set, used));
        return chat.isPresent() ? chat : world.budget().flatMap(set -> reached(Grant.Scope.WORLD, set, around.spent()));
    }

    private Optional<Grant> reached(Grant.Scope scope, Budget set, Usage used) {
        OptionalLong tokens = set.tokens();
        OptionalLong cost = set.costNanoUsd();
        boolean reached = false;
        if (granted.containsKey(scope)) {
            tokens = higher(tokens, granted.get(scope).tokens());
            cost = higher(cost, granted.get(scope).costNanoUsd());
        }
        long all = used.inputTokens() + used.outputTokens();
        if (tokens.isPresent() && all >= tokens.getAsLong()) {
            reached = true;
            tokens = OptionalLong.of(all + set.tokens().getAsLong());
        }
        if (cost.isPresent() && used.costNanoUsd() >= cost.getAsLong()) {
            reached = true;
            cost = OptionalLong.of(used.costNanoUsd() + set.costNanoUsd().getAsLong());
        }
        return reached ? Optional.of(new Grant(scope, new Budget(tokens, cost))) : Optional.empty();
    }

    private static OptionalLong higher(OptionalLong set, OptionalLong granted) {
        boolean more = set.isPresent() && granted.isPresent() && granted.getAsLong() > set.getAsLong();
        return more ? granted : set;
    }
}
