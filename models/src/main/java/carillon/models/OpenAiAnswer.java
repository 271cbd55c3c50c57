package carillon.models;

import carillon.core.chat.Usage;
import carillon.engine.spi.ModelListener;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one try has brought so far. Passes on what is visible and keeps how it ended. The call's own thread only. */
final class OpenAiAnswer implements StreamingChatResponseHandler {
    /** The longest answer, with what the model thought aloud. */
    static final int MAX_CHARS = 4_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ModelListener listener;
    private final Runnable progress;
    private final WholeCharacters text = new WholeCharacters();
    private final WholeCharacters reasoning = new WholeCharacters();

    private int wholeCalls;
    private long chars;
    private boolean visible;
    private boolean stopped;
    private String finishReason = "";
    private Usage usage = Usage.NONE;
    private Optional<ProviderError> error = Optional.empty();
    private boolean unreadable;
    private @Nullable RuntimeException bug;

    /** @param progress run for everything visible */
    OpenAiAnswer(ModelListener listener, Runnable progress) {
        this.listener = listener;
        this.progress = progress;
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        say(text.whole(partial.text()), false);
    }

    @Override
    public void onPartialThinking(PartialThinking partial, PartialThinkingContext context) {
        say(reasoning.whole(partial.text()), true);
    }

    @Override
    public void onPartialToolCall(PartialToolCall partial, PartialToolCallContext context) {
        if (stopped) return;
        chars += partial.partialArguments().length();
        if (chars > MAX_CHARS) {
            stopped = true;
            return;
        }
        progress.run();
        try {
            listener.toolArguments(wholeCalls, partial.name(), partial.partialArguments());
        } catch (RuntimeException e) {
            bug = e;
            stopped = true;
        }
    }

    /** Where a provider does not count from 0, LangChain4j completes one that never began, without a name. */
    @Override
    public void onCompleteToolCall(CompleteToolCall whole) {
        if (whole.toolExecutionRequest().name() != null) wholeCalls++;
    }

    /** What LangChain4j has no name for: the first and the last events, errors, and some servers' reasoning. */
    @Override
    public void onUnmappedRawEvent(Object raw) {
        if (!(raw instanceof ServerSentEvent event)) return;
        JsonNode tree;
        try {
            tree = JSON.readTree(event.data());
        } catch (JacksonException _) {
            stopUnreadable();
            return;
        }
        error = ProviderError.within(tree);
        if (error.isPresent()) stopped = true;
        JsonNode choice = tree.path("choices").path(0);
        String thought = choice.path("delta").path("reasoning").stringValue("");
        if (!thought.isEmpty()) say(reasoning.whole(thought), true);
        String finish = choice.path("finish_reason").stringValue("");
        if (!finish.isEmpty()) finishReason = finish;
        if (tree.path("usage").isObject()) usage = usage(tree.path("usage"));
    }

    /** An event that says of itself that it is an error. */
    void errorEvent(String data) {
        error = ProviderError.read(data.getBytes(StandardCharsets.UTF_8))
                .or(() -> Optional.of(new ProviderError(data, "", OptionalInt.empty())));
        stopped = true;
    }

    @Override
    public void onPartialResponse(String partial) {
        say(text.whole(partial), false);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        say(text.rest(), false);
        say(reasoning.rest(), true);
        for (ToolExecutionRequest wish : response.aiMessage().toolExecutionRequests()) ask(wish);
        TokenUsage counted = response.tokenUsage();
        if (counted != null) usage = usage(counted);
        if (finishReason.isEmpty() && response.finishReason() != null) {
            finishReason = switch (response.finishReason()) {
                case LENGTH -> "length";
                case CONTENT_FILTER -> "content_filter";
                case STOP, TOOL_EXECUTION, OTHER -> "stop";
            };
        }
    }

    @Override
    public void onError(Throwable trouble) {
        if (bug == null) stopUnreadable();
    }

    /** Whether nothing more is wanted. */
    boolean stopped() {
        return stopped;
    }

    /** Whether the model said that it was done. */
    boolean finished() {
        return !finishReason.isEmpty();
    }

    String finishReason() {
        return finishReason;
    }

    /** Whether anyone has seen any of it. */
    boolean visible() {
        return visible;
    }

    boolean tooLong() {
        return chars > MAX_CHARS;
    }

    Usage usage() {
        return usage.equals(Usage.NONE) && visible ? Usage.UNCOUNTED : usage;
    }

    Optional<ProviderError> error() {
        return error;
    }

    /** Whether something came that is not the JSON it should be. */
    boolean unreadable() {
        return unreadable;
    }

    /** Throws what the listener threw, if it did. */
    void throwBug() {
        if (bug != null) throw bug;
    }

    private void say(String more, boolean thinking) {
        if (more.isEmpty() || stopped) return;
        chars += more.length();
        if (chars > MAX_CHARS) {
            stopped = true;
            return;
        }
        visible = true;
        progress.run();
        try {
            if (thinking) listener.reasoning(more);
            else listener.text(more);
        } catch (RuntimeException e) {
            bug = e;
            stopped = true;
        }
    }

    private void ask(ToolExecutionRequest wish) {
        visible = true;
        String arguments = wish.arguments() == null ? "" : wish.arguments();
        try {
            listener.toolCall(wish.name() == null ? "" : wish.name(), arguments.isBlank() ? "{}" : arguments);
        } catch (RuntimeException e) {
            bug = e;
        }
    }

    private void stopUnreadable() {
        unreadable = true;
        stopped = true;
    }

    private static Usage usage(TokenUsage counted) {
        long cached = counted instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null
                ? count(openAi.inputTokensDetails().cachedTokens())
                : 0;
        return Usage.counted(count(counted.inputTokenCount()), count(counted.outputTokenCount()), cached);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }

    private static Usage usage(JsonNode counted) {
        return Usage.counted(
                Math.max(0, counted.path("prompt_tokens").asLong(0)),
                Math.max(0, counted.path("completion_tokens").asLong(0)),
                Math.max(
                        0,
                        counted.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong(0)));
    }
}
