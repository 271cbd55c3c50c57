package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.chat.Part;
import carillon.core.prompt.PromptMessage;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.ToolDescription;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request to a provider that speaks OpenAI's chat completions, and what came of it. Used once, by one thread. */
final class OpenAiTry {
    private final Endpoint endpoint;
    private final ModelRequest request;
    private final Reasons reasons;
    private final Watchdog.Limit limit;
    private final OpenAiAnswer answer;

    OpenAiTry(Endpoint endpoint, ModelRequest request, ModelListener listener, Watchdog.Limit limit) {
        this.endpoint = endpoint;
        this.request = request;
        this.reasons = new Reasons(endpoint);
        this.limit = limit;
        this.answer = new OpenAiAnswer(listener, new Progress());
    }

    /**
     * Sends the request and streams the answer.
     *
     * @throws TryFailed   if there is no whole answer
     * @throws Interrupted if the thread was interrupted; the connection is closed
     */
    CallResult run(Dialer dialer, InstantSource clock, boolean withUsage, boolean withTools) {
        List<ToolDescription> tools = withTools ? request.tools() : List.of();
        var http = new StreamingHttp(dialer, endpoint, request.model().model(), answer, limit, withUsage, tools, clock);
        var builder = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(new ReadyHttp(http))
                .baseUrl(endpoint.base().toString())
                .returnThinking(true);
        endpoint.key().ifPresent(key -> builder.apiKey(key.value()));
        builder.build()
                .chat(
                        ChatRequest.builder()
                                .messages(messages(request.messages()))
                                .parameters(parameters())
                                .build(),
                        answer);
        answer.throwBug();
        return result();
    }

    /** Whether anyone has seen any of the answer. */
    boolean visible() {
        return answer.visible();
    }

    Failed failed(String reason) {
        return new Failed(reason, answer.usage());
    }

    private CallResult result() {
        if (answer.tooLong()) {
            return failed("The answer was ended because it is longer than " + OpenAiAnswer.MAX_CHARS / 1_000_000
                    + " million characters.");
        }
        answer.error().ifPresent(error -> {
            throw reasons.failedMidway(error, request.model().model());
        });
        if (answer.unreadable()) {
            throw reasons.broken(new GarbledException("sent an answer that is not the JSON it should be"));
        }
        return switch (answer.finishReason()) {
            case "length" ->
                answered(Optional.of(
                        "The answer ended because it reached the limit of tokens. Ask to go on, or allow more."));
            case "content_filter" ->
                answer.visible()
                        ? answered(Optional.of("The content filter of " + endpoint.title() + " ended the answer."))
                        : failed("The content filter of " + endpoint.title()
                                + " held the answer back. Ask in other words.");
            case "error" -> failed(endpoint.title() + " broke off with an error.");
            default -> answered(Optional.empty());
        };
    }

    private Answered answered(Optional<String> remark) {
        return new Answered(answer.usage(), remark);
    }

    private OpenAiChatRequestParameters parameters() {
        var parameters = OpenAiChatRequestParameters.builder();
        parameters.modelName(request.model().model());
        request.temperature().ifPresent(parameters::temperature);
        request.reasoningEffort().ifPresent(parameters::reasoningEffort);
        request.maxTokens().ifPresent(tokens -> {
            if (endpoint.kind() == ProviderKind.OPENAI) parameters.maxCompletionTokens(tokens);
            else parameters.maxOutputTokens(tokens);
        });
        return parameters.build();
    }

    private static List<ChatMessage> messages(List<PromptMessage> prompt) {
        var messages = new ArrayList<ChatMessage>();
        for (PromptMessage message : prompt) {
            switch (message.role()) {
                case SYSTEM -> messages.add(SystemMessage.from(message.text()));
                case USER -> messages.add(UserMessage.from(message.text()));
                case ASSISTANT -> {
                    messages.add(assistant(message));
                    for (Part.ToolCall call : message.calls()) {
                        messages.add(ToolExecutionResultMessage.from(
                                call.id().value(), call.tool(), PromptMessage.resultOf(call)));
                    }
                }
            }
        }
        return messages;
    }

    private static AiMessage assistant(PromptMessage message) {
        if (message.calls().isEmpty()) return AiMessage.from(message.text());
        var said = AiMessage.builder()
                .toolExecutionRequests(message.calls().stream()
                        .map(call -> ToolExecutionRequest.builder()
                                .id(call.id().value())
                                .name(call.tool())
                                .arguments(RequestBody.arguments(call.arguments()))
                                .build())
                        .toList());
        return message.text().isBlank()
                ? said.build()
                : said.text(message.text()).build();
    }

    /** Before the first visible thing one limit holds for all of the waiting; then each starts the next. */
    private final class Progress implements Runnable {
        private boolean begun;

        @Override
        public void run() {
            if (begun) {
                limit.prolong(endpoint.betweenTokens());
            } else {
                begun = true;
                limit.set(endpoint.betweenTokens());
            }
        }
    }
}
