package carillon.server;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.prompt.Prompt;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Models that say exactly what the test tells them to, chat by chat, and wait until then. */
final class GatedModels implements ModelGateway {
    private final Map<ChatId, BlockingQueue<Step>> steps = new ConcurrentHashMap<>();

    private sealed interface Step {
        record Say(String text) implements Step {}

        record Think(String text) implements Step {}

        record Write(int index, String tool, String more) implements Step {}

        record Use(String tool, String arguments) implements Step {}

        record End() implements Step {}

        record Fail(String reason) implements Step {}
    }

    void say(String chat, String text) {
        of(new ChatId(chat)).add(new Step.Say(text));
    }

    void think(String chat, String text) {
        of(new ChatId(chat)).add(new Step.Think(text));
    }

    void write(String chat, int index, String tool, String more) {
        of(new ChatId(chat)).add(new Step.Write(index, tool, more));
    }

    void use(String chat, String tool, String arguments) {
        of(new ChatId(chat)).add(new Step.Use(tool, arguments));
    }

    void end(String chat) {
        of(new ChatId(chat)).add(new Step.End());
    }

    void fail(String chat, String reason) {
        of(new ChatId(chat)).add(new Step.Fail(reason));
    }

    @Override
    public CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
        listener.asking();
        boolean title = request.messages().getLast().text().startsWith(Prompt.TITLE_REQUEST);
        if (title) return new CallResult.Failed("No titles here", Usage.NONE);
        while (true) {
            switch (of(request.chat()).take()) {
                case Step.Say(String text) -> listener.text(text);
                case Step.Think(String text) -> listener.reasoning(text);
                case Step.Write(int index, String tool, String more) -> listener.toolArguments(index, tool, more);
                case Step.Use(String tool, String arguments) -> listener.toolCall(tool, arguments);
                case Step.End() -> {
                    return new CallResult.Answered(new Usage(3, 5, 1, 12_300, 1), Optional.empty());
                }
                case Step.Fail(String reason) -> {
                    return new CallResult.Failed(reason, Usage.NONE);
                }
            }
        }
    }

    @Override
    public OptionalInt contextTokens(ModelChoice model) {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt maxConcurrent(ModelChoice model) {
        return OptionalInt.empty();
    }

    private BlockingQueue<Step> of(ChatId chat) {
        return steps.computeIfAbsent(chat, _ -> new LinkedBlockingQueue<>());
    }
}
