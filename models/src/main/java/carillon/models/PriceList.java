package carillon.models;

import carillon.core.id.ProviderId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What models cost, as one file says it.
 *
 * @param asOf when the prices were looked up
 */
record PriceList(Optional<LocalDate> asOf, List<PricedModel> models) {
    static final PriceList EMPTY = new PriceList(Optional.empty(), List.of());

    PriceList {
        models = List.copyOf(models);
    }

    Optional<Price> price(ProviderId provider, String model) {
        return best(models.stream().filter(line -> line.price().isPresent()).toList(), provider, model)
                .flatMap(PricedModel::price);
    }

    OptionalInt contextTokens(ProviderId provider, String model) {
        return best(
                        models.stream()
                                .filter(line -> line.contextTokens().isPresent())
                                .toList(),
                        provider,
                        model)
                .map(PricedModel::contextTokens)
                .orElse(OptionalInt.empty());
    }

    private static Optional<PricedModel> best(List<PricedModel> lines, ProviderId provider, String model) {
        return lines.stream()
                .filter(line -> line.provider().equals(provider) && line.fits(model) > 0)
                .max(Comparator.comparingInt(line -> line.fits(model)));
    }
}
