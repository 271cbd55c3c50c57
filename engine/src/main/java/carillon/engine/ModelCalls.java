package carillon.engine;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Effect;
import carillon.core.chat.Message;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.prompt.Line;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.tool.ToolUse;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The model calls of one chat, each on its own virtual thread, reporting back to the chat's mailbox. Only the owner
 * calls in.
 */
final class ModelCalls {
    private static final Logger LOG = System.getLogger("carillon.engine");
    private static final int TITLE_TOKENS = 40;

    private final ChatId chat;
    private final OwnerParts parts;
    private final Predicate<Letter> mailbox;
    private final Map<CallId, Thread> running = new HashMap<>();

    ModelCalls(ChatId chat, OwnerParts parts, Predicate<Letter> mailbox) {
        this.chat = chat;
        this.parts = parts;
        this.mailbox = mailbox;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    /**
     * @param state of the chat by now
     * @param upTo  the seq that the transcript shown to the model ends at
     */
    void start(Effect.AskModel effect, WorldId world, ChatState state, long upTo) {
        running.put(
                effect.call(), Thread.ofVirtual().name("call " + effect.call()).start(() -> {
                    parts.counts().callsStarted().increment();
                    try {
                        report(effect, world, state, upTo);
                    } finally {
                        parts.counts().callsEnded().increment();
                    }
                }));
    }

    /** Ends what still runs for a call; what it may yet report is dropped. */
    void end(CallId call) {
        Thread thread = running.remove(call);
        if (thread != null) thread.interrupt();
    }

    void endAll() {
        running.values().forEach(Thread::interrupt);
        running.clear();
    }

    void startTitle(CallId call, WorldId world, long first, long upTo) {
        running.put(call, Thread.ofVirtual().name("title " + call).start(() -> {
            ChatCommand.TitleMade made;
            try {
                made = titleMade(call, world, first, upTo);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException fault) {
                LOG.log(Level.WARNING, "chat=" + chat + " no title could be made", fault);
                made = new ChatCommand.TitleMade(call, first, "", Usage.NONE);
            }
            offer(new Letter.Told(made));
        }));
    }

    private void report(Effect.AskModel effect, WorldId world, ChatState state, long upTo) {
        CallResult result;
        List<ToolUse> tools = List.of();
        try {
            var call = new AskedCall(chat, parts, effect, world, state, transcript(upTo), this::offer);
            result = call.ask();
            tools = call.tools(result);
        } catch (InterruptedException stopped) {
            return;
        } catch (StorageException unreadable) {
            LOG.log(Level.WARNING, "chat=" + chat + " its history could not be read", unreadable);
            result = new CallResult.Failed(
                    "The chat's history could not be read: " + unreadable.getMessage(), Usage.NONE);
        } catch (RuntimeException fault) {
            parts.counts().faults().increment();
            LOG.log(Level.ERROR, "chat=" + chat + " call=" + effect.call() + " met a fault", fault);
            result = new CallResult.Failed(
                    "Something unexpected went wrong while asking the model; the log has the details.", Usage.NONE);
        }
        offer(new Letter.Told(new ChatCommand.CallEnded(effect.turn(), effect.reply(), effect.call(), result, tools)));
    }

    private ChatCommand.TitleMade titleMade(CallId call, WorldId worldId, long first, long upTo)
            throws InterruptedException {
        World world = parts.worlds().settings(worldId);
        List<Message> exchange = firstExchange(upTo);
        Optional<ModelChoice> model = exchange.stream()
                .flatMap(message -> message.origin().stream())
                .findFirst()
                .flatMap(answered -> world.agent(answered.agent()))
                .flatMap(world::modelOf);
        if (model.isEmpty()) return new ChatCommand.TitleMade(call, first, "", Usage.NONE);
        List<PromptMessage> prompt = Prompt.forTitle(exchange);
        var request = new ModelRequest(
                chat,
                model.get(),
                prompt,
                OptionalDouble.empty(),
                OptionalInt.of(TITLE_TOKENS),
                Optional.empty(),
                List.of());
        var answer = new TitleListener();
        CallResult result = parts.governor().ask(request, answer, _ -> {});
        String title = result instanceof CallResult.Answered ? answer.text() : "";
        return new ChatCommand.TitleMade(call, first, title, result.usage());
    }

    /** The first answer, after the message that it answers. */
    private List<Message> firstExchange(long upTo) {
        var exchange = new ArrayList<Message>();
        for (Line line : transcript(upTo)) {
            Message message = line.message();
            if (message.sender() == Sender.SYSTEM || message.text().isBlank()) continue;
            boolean answer = message.sender() == Sender.AGENT;
            if (!answer) exchange.clear();
            exchange.add(message);
            if (answer) break;
        }
        return exchange;
    }

    private List<Line> transcript(long upTo) {
        return parts.index().transcript(chat, upTo, Integer.MAX_VALUE).stream()
                .map(stored -> new Line(stored.seq().orElseThrow(), stored.message()))
                .toList();
    }

    private void offer(Letter letter) {
        if (!mailbox.test(letter)) {
            parts.counts().droppedResults().increment();
            LOG.log(Level.DEBUG, "chat={0} has no owner for what came back", chat);
        }
    }

    private static final class TitleListener implements ModelListener {
        private static final int MAX_CHARS = 1_000;
        private final StringBuilder text = new StringBuilder();

        @Override
        public void text(String more) {
            if (text.length() < MAX_CHARS) text.append(more);
        }

        @Override
        public void reasoning(String more) {}

        @Override
        public void toolArguments(int index, String tool, String more) {}

        @Override
        public void toolCall(String tool, String arguments) {}

        @Override
        public void asking() {}

        @Override
        public void tooMany() {}

        @Override
        public void waiting(String reason) {}

        String text() {
            return text.toString();
        }
    }
}
