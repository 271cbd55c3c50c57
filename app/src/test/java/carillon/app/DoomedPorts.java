package carillon.app;

import carillon.app.KillPoint.Act;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.core.prompt.TokenCounter;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.Epoch;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.Picture;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.TextKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import carillon.engine.spi.WorldStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** The product's own ports with the named points around whatever they store and do. */
final class DoomedPorts {
    private DoomedPorts() {}

    static Ports of(Ports real, Doom doom) {
        return new Ports(
                new Log(real.log(), doom),
                real.index(),
                new Worlds(real.worlds(), doom),
                real.health(),
                new Models(real.models(), doom),
                real.providers(),
                real.tools().with(new Tools(real.tools().toolbox(), doom)));
    }

    private record Log(ChatLog real, Doom doom) implements ChatLog {
        @Override
        public Epoch epoch() {
            return real.epoch();
        }

        @Override
        public void append(Epoch epoch, List<Recorded> events, ChatState after) {
            List<Act> acts = events.stream()
                    .flatMap(event -> Act.of(event.fact()).stream())
                    .toList();
            acts.forEach(doom::before);
            real.append(epoch, events, after);
            acts.forEach(doom::after);
        }

        @Override
        public List<Recorded> read(ChatId chat, long after, int limit) {
            return real.read(chat, after, limit);
        }

        @Override
        public Optional<StoredChat> load(ChatId chat) {
            return real.load(chat);
        }

        @Override
        public List<ChatId> unfinished() {
            return real.unfinished();
        }

        @Override
        public CompletionStage<Boolean> saveOpenText(
                ChatId chat, MessageId message, TextKind kind, int offset, String piece) {
            doom.before(Act.SAVE_TEXT);
            return real.saveOpenText(chat, message, kind, offset, piece).thenApply(saved -> {
                doom.after(Act.SAVE_TEXT);
                return saved;
            });
        }

        @Override
        public void keepPicture(ChatId chat, Picture picture) {
            real.keepPicture(chat, picture);
        }

        @Override
        public long saveSeen(ChatId chat, long seq) {
            doom.before(Act.SAVE_SEEN);
            long stored = real.saveSeen(chat, seq);
            doom.after(Act.SAVE_SEEN);
            return stored;
        }

        @Override
        public int purge(Instant deletedBefore) {
            return real.purge(deletedBefore);
        }
    }

    private record Worlds(WorldStore real, Doom doom) implements WorldStore {
        @Override
        public List<World> worlds() {
            return real.worlds();
        }

        @Override
        public Optional<World> version(WorldId world, long version) {
            return real.version(world, version);
        }

        @Override
        public boolean add(World next) {
            doom.before(Act.SAVE_WORLD);
            boolean added = real.add(next);
            doom.after(Act.SAVE_WORLD);
            return added;
        }
    }

    private record Models(ModelGateway real, Doom doom) implements ModelGateway {
        @Override
        public CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
            Act act = request.maxTokens().isPresent() ? Act.ASK_FOR_TITLE : Act.ASK_MODEL;
            doom.before(act);
            try {
                return real.ask(request, new Listener(listener, doom));
            } finally {
                doom.after(act);
            }
        }

        @Override
        public TokenCounter tokenCounter(ModelChoice model) {
            return real.tokenCounter(model);
        }

        @Override
        public OptionalInt contextTokens(ModelChoice model) {
            return real.contextTokens(model);
        }

        @Override
        public OptionalInt maxConcurrent(ModelChoice model) {
            return real.maxConcurrent(model);
        }
    }

    private record Listener(ModelListener real, Doom doom) implements ModelListener {
        @Override
        public void text(String more) {
            doom.before(Act.HEAR_MODEL);
            real.text(more);
            doom.after(Act.HEAR_MODEL);
        }

        @Override
        public void reasoning(String more) {
            real.reasoning(more);
        }

        @Override
        public void toolArguments(int index, String tool, String more) {
            real.toolArguments(index, tool, more);
        }

        @Override
        public void toolCall(String tool, String arguments) {
            real.toolCall(tool, arguments);
        }

        @Override
        public void asking() {
            real.asking();
        }

        @Override
        public void tooMany() {
            real.tooMany();
        }

        @Override
        public void waiting(String reason) {
            real.waiting(reason);
        }
    }

    private record Tools(Toolbox real, Doom doom) implements Toolbox {
        @Override
        public List<ToolDescription> offered(ToolPlace place) throws InterruptedException {
            return real.offered(place);
        }

        @Override
        public List<SkillLine> skills(ToolPlace place) throws InterruptedException {
            return real.skills(place);
        }

        @Override
        public ToolVerdict judge(ToolPlace place, ToolRequest request) throws InterruptedException {
            return real.judge(place, request);
        }

        @Override
        public ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live)
                throws InterruptedException {
            doom.before(Act.RUN_TOOL);
            ToolResult result = real.run(place, request, binding, more -> {
                doom.before(Act.HEAR_TOOL);
                live.output(more);
                doom.after(Act.HEAR_TOOL);
            });
            doom.after(Act.RUN_TOOL);
            return result;
        }

        @Override
        public void forget(ChatId chat) {
            real.forget(chat);
        }
    }
}
