package carillon.engine.spi;

import carillon.core.id.ChatId;
import carillon.core.prompt.PromptMessage;
import carillon.core.world.ModelChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One request to a provider.
 *
 * @param chat        for log lines; it is not sent
 * @param maxTokens   the longest answer, in tokens
 * @param tools       those that the model may ask for
 */
public record ModelRequest(
        ChatId chat,
        ModelChoice model,
        List<PromptMessage> messages,
        OptionalDouble temperature,
        OptionalInt maxTokens,
        Optional<String> reasoningEffort,
        List<ToolDescription> tools) {
    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }
}
