package carillon.engine;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Effect;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.World;
import carillon.engine.spi.Picture;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tools that run for one chat, each on its own virtual thread, reporting back to the chat's mailbox. Only the owner
 * calls in.
 */
final class ToolRuns {
    private static final Logger LOG = System.getLogger("carillon.engine");
    private static final String FAULT = "Something unexpected went wrong in the tool; the log has the details.";

    private static final String NOT_KEPT = "\n[The store could not take the images, so the person does not see them.]";

    private final ChatId chat;
    private final OwnerParts parts;
    private final Predicate<Letter> mailbox;
    private final Map<ToolCallId, Thread> running = new HashMap<>();
    private final List<Thread> ending = new ArrayList<>();

    ToolRuns(ChatId chat, OwnerParts parts, Predicate<Letter> mailbox) {
        this.chat = chat;
        this.parts = parts;
        this.mailbox = mailbox;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    /** @param state of the chat by now */
    void start(Effect.RunTool effect, WorldId world, ChatState state) {
        running.put(
                effect.call(),
                Thread.ofVirtual().name("tool " + effect.call()).start(() -> report(effect, world, state)));
    }

    /** Ends what still runs for a call; what it may yet report is dropped. */
    void end(ToolCallId call) {
        Thread thread = running.remove(call);
        if (thread == null) return;
        thread.interrupt();
        ending.removeIf(each -> !each.isAlive());
        ending.add(thread);
    }

    /** Ends all, and waits until nothing of them runs, but no longer than that. */
    void endAll(Duration most) {
        for (ToolCallId call : List.copyOf(running.keySet())) end(call);
        long until = System.nanoTime() + most.toNanos();
        try {
            for (Thread each : ending) {
                long left = until - System.nanoTime();
                if (left <= 0 || !each.join(Duration.ofNanos(left))) {
                    LOG.log(Level.WARNING, "chat=" + chat + " " + each.getName() + " does not end");
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Effect.RunTool effect, WorldId world, ChatState state) {
        ToolReturn result;
        try {
            result = kept(run(effect, world, state));
        } catch (InterruptedException stopped) {
            return;
        } catch (StorageException unreadable) {
            LOG.log(Level.WARNING, "chat=" + chat + " its settings could not be read", unreadable);
            result = ToolReturn.without(
                    ToolOutcome.FAILED,
                    "The settings could not be read, so nothing was run: " + unreadable.getMessage());
        } catch (RuntimeException fault) {
            parts.counts().faults().increment();
            LOG.log(Level.ERROR, "chat=" + chat + " tool=" + effect.call() + " met a fault", fault);
            result = ToolReturn.without(ToolOutcome.FAILED, FAULT);
        }
        offer(new Letter.Told(new ChatCommand.ToolEnded(effect.turn(), effect.reply(), effect.call(), result)));
    }

    private ToolResult run(Effect.RunTool effect, WorldId worldId, ChatState state) throws InterruptedException {
        World world = parts.worlds().settings(worldId, effect.settingsVersion());
        ToolPlace place = parts.places().of(chat, state, world, effect.agent());
        var request = new ToolRequest(effect.call(), effect.tool(), effect.arguments());
        return parts.toolbox().run(place, request, effect.binding(), more -> {
            if (!more.isEmpty()) offer(new Letter.Output(effect.call(), more));
        });
    }

    /** A result that names images is stored after them. */
    private ToolReturn kept(ToolResult result) {
        List<ToolImage> images = List.of();
        String text = result.text();
        try {
            for (Picture picture : result.pictures()) parts.log().keepPicture(chat, picture);
            images = result.pictures().stream().map(Picture::image).toList();
        } catch (StorageException refused) {
            LOG.log(Level.WARNING, "chat=" + chat + " could not keep what a tool gave", refused);
            text += NOT_KEPT;
        }
        ToolOutcome outcome = result.failed() ? ToolOutcome.FAILED : ToolOutcome.RETURNED;
        return new ToolReturn(outcome, text, result.diff(), images, Optional.empty());
    }

    private void offer(Letter letter) {
        if (mailbox.test(letter)) return;
        parts.counts().droppedResults().increment();
        LOG.log(Level.DEBUG, "chat={0} has no owner for what came back", chat);
    }
}
