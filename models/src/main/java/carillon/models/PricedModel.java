package carillon.models;

import carillon.core.id.ProviderId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One line of a price list.
 *
 * @param name          a model's name, which stands for its dated snapshots too, or the beginning of names and a star
 * @param price         empty when only the context is known
 * @param contextTokens how many tokens fit into a call, the answer's with them
 */
record PricedModel(ProviderId provider, String name, Optional<Price> price, OptionalInt contextTokens) {
    private static final Pattern SNAPSHOT = Pattern.compile("[-@](\\d{3,8}|\\d{4}-\\d{2}-\\d{2}|latest)");
    private static final String ANY = "*";

    /** How well this line fits a model: the longer the name, the better, and the name itself best; 0 if not at all. */
    int fits(String model) {
        if (model.equals(name)) return Integer.MAX_VALUE;
        if (name.endsWith(ANY)) {
            String beginning = name.substring(0, name.length() - ANY.length());
            return model.startsWith(beginning) ? 1 + beginning.length() : 0;
        }
        boolean snapshot = model.startsWith(name)
                && SNAPSHOT.matcher(model.substring(name.length())).matches();
        return snapshot ? 1 + name.length() : 0;
    }
}
