package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.id.ProviderId;
import carillon.engine.spi.Providers.PriceNote;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What calls cost: by a person's own list, else by the built-in one, read once at the start. Immutable.
 *
 * @param trouble what is wrong with the person's own list, which is not used then
 */
record Prices(PriceList own, PriceList builtIn, Optional<String> trouble) {
    static Prices of(Path folder) {
        try {
            return new Prices(PriceFile.own(folder), PriceFile.builtIn(), Optional.empty());
        } catch (PriceFile.BrokenException broken) {
            String trouble = "The prices in " + PriceFile.NAME + " are not used: " + broken.getMessage()
                    + ". Correct the file and start Carillon again.";
            return new Prices(PriceList.EMPTY, PriceFile.builtIn(), Optional.of(trouble));
        }
    }

    /**
     * The result with what its tokens cost.
     *
     * @param elsewhere whether the provider was reached at an address of somebody else, whose prices only the person
     *                  knows
     */
    CallResult priced(CallResult result, ProviderId provider, String model, boolean elsewhere) {
        return switch (result) {
            case CallResult.Answered(var usage, var remark) ->
                new CallResult.Answered(priced(usage, provider, model, elsewhere), remark);
            case CallResult.TooLong(var compact, var reason, var usage) ->
                new CallResult.TooLong(compact, reason, priced(usage, provider, model, elsewhere));
            case CallResult.Failed(var reason, var usage) ->
                new CallResult.Failed(reason, priced(usage, provider, model, elsewhere));
        };
    }

    private Usage priced(Usage usage, ProviderId provider, String model, boolean elsewhere) {
        Optional<Price> price =
                own.price(provider, model).or(() -> elsewhere ? Optional.empty() : builtIn.price(provider, model));
        boolean counted = usage.inputTokens() > 0 || usage.outputTokens() > 0;
        if (price.isEmpty() || !(counted || price.get().free())) return usage;
        return new Usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cachedInputTokens(),
                price.get().of(usage),
                0);
    }

    OptionalInt contextTokens(ProviderId provider, String model) {
        OptionalInt known = own.contextTokens(provider, model);
        return known.isPresent() ? known : builtIn.contextTokens(provider, model);
    }

    PriceNote note() {
        return new PriceNote(builtIn.asOf().orElseThrow(), !own.models().isEmpty(), trouble);
    }
}
