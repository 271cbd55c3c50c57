package carillon.core.world;

import carillon.core.id.ProviderId;
import java.net.URI;
import java.util.Optional;

/**
 * Which model an agent runs on.
 *
 * @param model   the provider's own name of the model
 * @param baseUrl where this agent's provider answers, when it differs from the provider's setting
 */
public record ModelChoice(ProviderId provider, String model, Optional<URI> baseUrl) {
    public ModelChoice {
        if (model.isBlank()) throw new IllegalArgumentException("A model needs a name");
    }
}
