package carillon.core.chat;

import carillon.core.id.QuestionId;
import carillon.core.world.Budget;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** When a chat asks a person before it uses more, and what it may use then. */
final class BudgetRules {
    static final String GO_ON = "Go on";
    static final String STOP_HERE = "Stop here";

    private static final double NANO_IN_ONE = 1e9;

    private BudgetRules() {}

    /** What a person has to allow before another model call starts; empty when it may start. */
    static Optional<Grant> needed(ChatState state, World newest, Supplier<Usage> spent) {
        return newest.chatBudget()
                .flatMap(budget -> needed(state, budget, Grant.Scope.CHAT, state::usage))
                .or(() -> newest.budget().flatMap(budget -> needed(state, budget, Grant.Scope.WORLD, spent)));
    }

    private static Optional<Grant> needed(ChatState state, Budget budget, Grant.Scope scope, Supplier<Usage> counted) {
        Usage used = counted.get();
        Optional<Budget> granted = state.granted(scope);
        OptionalLong tokens = raised(budget.tokens(), granted.map(Budget::tokens), tokensOf(used));
        OptionalLong cost = raised(budget.costNanoUsd(), granted.map(Budget::costNanoUsd), used.costNanoUsd());
        boolean reached = !tokens.equals(limit(budget.tokens(), granted.map(Budget::tokens)))
                || !cost.equals(limit(budget.costNanoUsd(), granted.map(Budget::costNanoUsd)));
        return reached ? Optional.of(new Grant(scope, new Budget(tokens, cost))) : Optional.empty();
    }

    private static long tokensOf(Usage used) {
        return used.inputTokens() + used.outputTokens();
    }

    private static OptionalLong limit(OptionalLong set, Optional<OptionalLong> granted) {
        if (set.isEmpty()) return set;
        return OptionalLong.of(
                Math.max(set.getAsLong(), granted.orElse(OptionalLong.empty()).orElse(0)));
    }

    /** The limit as it stands, or as much again when all of it is used. */
    private static OptionalLong raised(OptionalLong set, Optional<OptionalLong> granted, long used) {
        OptionalLong limit = limit(set, granted);
        boolean reached = limit.isPresent() && used >= limit.getAsLong();
        return reached ? OptionalLong.of(used + set.getAsLong()) : limit;
    }

    /** Asks whether the chat may use what it is granted then. */
    static Question question(QuestionId id, Grant grant, ChatState state, Supplier<Usage> spent) {
        Usage used = switch (grant.scope()) {
            case CHAT -> state.usage();
            case WORLD -> spent.get();
        };
        String who = switch (grant.scope()) {
            case CHAT -> "This chat has";
            case WORLD -> "The chats of this world have";
        };
        String text = who + " used " + used(grant.upTo(), used) + " and reached the budget. Go on up to "
                + upTo(grant.upTo()) + "?";
        return new Question(id, text, List.of(GO_ON, STOP_HERE), false, false);
    }

    /** What was used of that which is limited. */
    private static String used(Budget limits, Usage used) {
        var texts = new ArrayList<String>();
        if (limits.tokens().isPresent()) texts.add(tokens(tokensOf(used)));
        if (limits.costNanoUsd().isPresent()) texts.add(money(used));
        return String.join(" and ", texts);
    }

    private static String upTo(Budget budget) {
        var limits = new ArrayList<String>();
        budget.tokens().ifPresent(tokens -> limits.add(tokens(tokens)));
        budget.costNanoUsd().ifPresent(cost -> limits.add(money(cost)));
        return String.join(" or ", limits);
    }

    private static String tokens(long tokens) {
        return String.format(Locale.ROOT, "%,d tokens", tokens);
    }

    private static String money(Usage used) {
        return (used.unpricedCalls() > 0 ? "at least " : "") + money(used.costNanoUsd());
    }

    private static String money(long nanoUsd) {
        return String.format(Locale.ROOT, "$%,.4f", nanoUsd / NANO_IN_ONE);
    }
}
