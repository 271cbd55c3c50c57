package carillon.engine;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.prompt.Prompt;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A model that a test plays by hand: it says what it is told to, call by call and chat by chat. */
final class HandModel implements ModelGateway {
    /** The model of agents that share one. */
    static final String NAME = "m";

    private final Map<Line, BlockingQueue<Call>> asked = new ConcurrentHashMap<>();
    private volatile OptionalInt maxConcurrent = OptionalInt.empty();
    private final List<String> titleRequests = new CopyOnWriteArrayList<>();
    private volatile String title = "";
    private volatile Usage titleUsage = Usage.NONE;

    private record Line(ChatId chat, String model) {}

    /** One request, under way on its chat's call thread. */
    static final class Call {
        private final ModelRequest request;
        private final BlockingQueue<Function<ModelListener, Optional<CallResult>>> script = new LinkedBlockingQueue<>();
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Call(ModelRequest request) {
            this.request = request;
        }

        ModelRequest request() {
            return request;
        }

        Call says(String text) {
            return plays(listener -> listener.text(text));
        }

        Call thinks(String text) {
            return plays(listener -> listener.reasoning(text));
        }

        Call asksFor(String tool, String arguments) {
            return plays(listener -> listener.toolCall(tool, arguments));
        }

        /** Writes more of the arguments of the call with this place in the message. */
        Call writes(int index, String tool, String more) {
            return plays(listener -> listener.toolArguments(index, tool, more));
        }

        Call waits(String reason) {
            return plays(listener -> listener.waiting(reason));
        }

        Call tooMany() {
            return plays(ModelListener::tooMany);
        }

        Call asksAgain() {
            return plays(ModelListener::asking);
        }

        void answers() {
            ends(new CallResult.Answered(Usage.counted(3, 5, 0), Optional.empty()));
        }

        void ends(CallResult result) {
            script.add(_ -> Optional.of(result));
        }

        void breaks(RuntimeException fault) {
            script.add(_ -> {
                throw fault;
            });
        }

        boolean awaitInterrupt() throws InterruptedException {
            return interrupted.await(10, TimeUnit.SECONDS);
        }

        private Call plays(java.util.function.Consumer<ModelListener> line) {
            script.add(listener -> {
                line.accept(listener);
                return Optional.empty();
            });
            return this;
        }

        private CallResult play(ModelListener listener) throws InterruptedException {
            listener.asking();
            try {
                while (true) {
                    Optional<CallResult> end = script.take().apply(listener);
                    if (end.isPresent()) return end.get();
                }
            } catch (InterruptedException stopped) {
                interrupted.countDown();
                throw stopped;
            }
        }
    }

    @Override
    public CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
        if (request.messages().getFirst().text().startsWith(Prompt.TITLE_REQUEST)) {
            titleRequests.add(request.messages().getFirst().text());
            listener.text(title);
            return new CallResult.Answered(titleUsage, Optional.empty());
        }
        var call = new Call(request);
        calls(request.chat(), request.model().model()).add(call);
        return call.play(listener);
    }

    @Override
    public OptionalInt contextTokens(ModelChoice model) {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt maxConcurrent(ModelChoice model) {
        return maxConcurrent;
    }

    void allowAtOnce(int calls) {
        maxConcurrent = OptionalInt.of(calls);
    }

    void titles(String made, Usage usage) {
        titles(made);
        titleUsage = usage;
    }

    void titles(String made) {
        title = made;
    }

    List<String> titleRequests() {
        return titleRequests;
    }

    /** The next request of this chat; waits until it is there. */
    Call next(ChatId chat) throws InterruptedException {
        return next(chat, NAME);
    }

    /** The next request of this chat to this model; waits until it is there. */
    Call next(ChatId chat, String model) throws InterruptedException {
        Call call = calls(chat, model).poll(10, TimeUnit.SECONDS);
        if (call == null) throw new AssertionError("Chat " + chat + " did not ask model " + model);
        return call;
    }

    boolean wasAsked(ChatId chat) {
        return !calls(chat, NAME).isEmpty();
    }

    private BlockingQueue<Call> calls(ChatId chat, String model) {
        return asked.computeIfAbsent(new Line(chat, model), _ -> new LinkedBlockingQueue<>());
    }
}
