package carillon.core.world;

import carillon.core.id.AgentId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A named model with a system prompt, addressed as {@code @id}.
 *
 * @param model       empty for the world's default model
 * @param temperature from 0 to 2
 * @param maxTokens   the longest answer, in tokens, from 1
 * @param autoReply   whether its replies to other agents are addressed to them
 */
public record Agent(
        AgentId id,
        String name,
        Optional<ModelChoice> model,
        String systemPrompt,
        OptionalDouble temperature,
        OptionalInt maxTokens,
        Optional<String> reasoningEffort,
        boolean autoReply) {
    public Agent {
        if (name.isBlank()) throw new IllegalArgumentException("An agent needs a name");
        if (temperature.isPresent() && !(temperature.getAsDouble() >= 0 && temperature.getAsDouble() <= 2)) {
            throw new IllegalArgumentException("A temperature is from 0 to 2, not " + temperature.getAsDouble());
        }
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw new IllegalArgumentException("maxTokens is at least 1, not " + maxTokens.getAsInt());
        }
    }
}
