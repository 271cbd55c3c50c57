package carillon.engine;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tools that a test plays by hand: {@code look} may run, {@code change} needs approval, {@code never} is refused, and
 * {@code ask} asks the person; each run says and does what it is told to.
 */
final class HandTools implements Toolbox {
    private final Map<ChatId, BlockingQueue<Run>> runs = new ConcurrentHashMap<>();

    private final Set<ChatId> forgotten = ConcurrentHashMap.newKeySet();
    private volatile List<SkillLine> skills = List.of();

    /** One run, on its call's thread. */
    static final class Run {
        private final ToolPlace place;
        private final ToolRequest request;
        private final String binding;
        private final BlockingQueue<Object> script = new LinkedBlockingQueue<>();
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        private Run(ToolPlace place, ToolRequest request, String binding) {
            this.place = place;
            this.request = request;
            this.binding = binding;
        }

        ToolPlace place() {
            return place;
        }

        ToolRequest request() {
            return request;
        }

        String binding() {
            return binding;
        }

        Run putsOut(String text) {
            script.add((Consumer<ToolListener>) live -> live.output(text));
            return this;
        }

        void ends(ToolResult result) {
            script.add(result);
        }

        void breaks(RuntimeException fault) {
            script.add((Consumer<ToolListener>) _ -> {
                throw fault;
            });
        }

        boolean awaitInterrupt() throws InterruptedException {
            return interrupted.await(10, TimeUnit.SECONDS);
        }

        /** What it had started is ended now. */
        void isGone() {
            mayEnd.countDown();
        }

        @SuppressWarnings("unchecked")
        private ToolResult play(ToolListener live) throws InterruptedException {
            try {
                while (true) {
                    Object next = script.take();
                    if (next instanceof ToolResult result) return result;
                    ((Consumer<ToolListener>) next).accept(live);
                }
            } catch (InterruptedException stopped) {
                interrupted.countDown();
                if (!mayEnd.await(10, TimeUnit.SECONDS)) throw new AssertionError("Nobody let it end");
                throw stopped;
            }
        }
    }

    @Override
    public List<ToolDescription> offered(ToolPlace place) {
        return List.of(new ToolDescription("look", "Looks at something.", "{}"));
    }

    @Override
    public List<SkillLine> skills(ToolPlace place) {
        return skills;
    }

    @Override
    public ToolVerdict judge(ToolPlace place, ToolRequest request) {
        String binding = bindingOf(request.tool(), request.arguments());
        return switch (request.tool()) {
            case "look" -> new ToolVerdict.Allowed(binding);
            case "change" ->
                request.arguments().contains("forbidden")
                        ? new ToolVerdict.Refused("That is forbidden.")
                        : new ToolVerdict.NeedsApproval(
                                binding, "Change it", request.arguments(), "change", "this tool");
            case "ask" -> new ToolVerdict.Asks(request.arguments(), List.of("yes", "no"), false, true);
            default -> new ToolVerdict.Refused("There is no tool " + request.tool() + ".");
        };
    }

    static String bindingOf(String tool, String arguments) {
        return tool + "(" + arguments + ")";
    }

    @Override
    public ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live)
            throws InterruptedException {
        var run = new Run(place, request, binding);
        runs(place.chat()).add(run);
        return run.play(live);
    }

    @Override
    public void forget(ChatId chat) {
        forgotten.add(chat);
    }

    boolean hasForgotten(ChatId chat) {
        return forgotten.contains(chat);
    }

    void teach(SkillLine skill) {
        skills = List.of(skill);
    }

    /** The next tool that this chat runs; waits until it does. */
    Run next(ChatId chat) throws InterruptedException {
        Run run = runs(chat).poll(10, TimeUnit.SECONDS);
        if (run == null) throw new AssertionError("Chat " + chat + " ran no tool");
        return run;
    }

    boolean runsNothing(ChatId chat) {
        return runs(chat).isEmpty();
    }

    private BlockingQueue<Run> runs(ChatId chat) {
        return runs.computeIfAbsent(chat, _ -> new LinkedBlockingQueue<>());
    }
}
