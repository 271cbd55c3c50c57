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
 * @param contextTokens how much its model can be shown and say in one call, in tokens, from {@value #LEAST_CONTEXT};
 *                      empty for what is known of the model
 * @param autoReply   whether its replies to other agents are addressed to them
 */
public record Agent(
        AgentId id,
        String name,
        Optional<ModelChoice> model,
        String systemPrompt,
        OptionalDouble temperature,
        OptionalInt maxTokens,
        OptionalInt contextTokens,
        Optional<String> reasoningEffort,
        boolean autoReply) {
    public static final int LEAST_CONTEXT = 500;

    public Agent {
        if (name.isBlank()) throw new IllegalArgumentException("An agent needs a name");
        if (temperature.isPresent() && !(temperature.getAsDouble() >= 0 && temperature.getAsDouble() <= 2)) {
            throw new IllegalArgumentException("A temperature is from 0 to 2, not " + temperature.getAsDouble());
        }
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
            throw new IllegalArgumentException("maxTokens is at least 1, not " + maxTokens.getAsInt());
        }
        if (contextTokens.isPresent() && contextTokens.getAsInt() < LEAST_CONTEXT) {
            throw new IllegalArgumentException(
                    "contextTokens is at least " + LEAST_CONTEXT + ", not " + contextTokens.getAsInt());
        }
    }

    /** Another agent that is like this one in all that is not given here. */
    public Agent like(AgentId otherId, String otherName, String otherPrompt) {
        return new Agent(
                otherId,
                otherName,
                model,
                otherPrompt,
                temperature,
                maxTokens,
                contextTokens,
                reasoningEffort,
                autoReply);
    }
}
