package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.SendMode;
import carillon.core.id.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What waits in a {@link LogReading}, in which order, and whether it may go. */
final class QueueReading {
    private final List<MessageId> waiting = new ArrayList<>();
    private final Set<MessageId> steering = new HashSet<>();
    private Optional<String> paused = Optional.empty();
    private Optional<MessageId> hurried = Optional.empty();
    private boolean mayResume;

    static boolean mayWait(SendMode mode) {
        return mode != SendMode.INTERRUPT && mode != SendMode.ROLLBACK;
    }

    void begin(ChatCommand command) {
        hurried = hurriedBy(command);
        mayResume = command instanceof ChatCommand.Continue
                || command instanceof ChatCommand.Delete
                || (command instanceof ChatCommand.Stop stop && stop.queue() == QueueAfterStop.CONTINUE);
    }

    /** The message that a person wants to go now, whatever waits before it. */
    private static Optional<MessageId> hurriedBy(ChatCommand command) {
        if (command instanceof ChatCommand.Resend resend)
            return Optional.of(resend.send().message());
        if (command instanceof ChatCommand.Send send && !mayWait(send.mode())) return Optional.of(send.message());
        boolean now = command instanceof ChatCommand.EditQueued edit
                && edit.mode().isPresent()
                && !mayWait(edit.mode().get());
        return now ? Optional.of(((ChatCommand.EditQueued) command).message()) : Optional.empty();
    }

    void admit(MessageId message, SendMode mode) {
        if (mode == SendMode.STEER) {
            waiting.add(steering.size(), message);
            steering.add(message);
        } else {
            waiting.add(message);
        }
    }

    void edit(MessageId message, boolean newText, SendMode mode) {
        kept(waiting.contains(message), "Only what waits is changed", message);
        boolean steers = mode == SendMode.STEER;
        boolean newMode = steers != steering.contains(message) || !mayWait(mode);
        kept(newText || newMode, "A change changes something", message);
        if (!newMode) return;
        leave(message);
        admit(message, mode);
    }

    /** @param joins whether it joins a turn that runs rather than begin one */
    void deliver(MessageId message, boolean joins) {
        boolean hurries = hurried.equals(Optional.of(message));
        if (joins) {
            kept(steering.contains(message), "Only what steers joins a turn", message);
        } else if (!hurries) {
            kept(paused.isEmpty(), "What is paused does not go by itself", message);
            kept(waiting.indexOf(message) == 0, "First come, first served", message, waiting);
        }
        leave(message);
    }

    void leave(MessageId message) {
        kept(waiting.remove(message), "A message that was admitted has one end", message);
        steering.remove(message);
    }

    void steerNoMore() {
        steering.clear();
    }

    void pause(String reason) {
        kept(!waiting.isEmpty(), "Only what waits is paused");
        kept(!paused.equals(Optional.of(reason)), "It is said once why it waits", reason);
        paused = Optional.of(reason);
    }

    void resume() {
        kept(paused.isPresent(), "Only what is paused is resumed");
        kept(waiting.isEmpty() || mayResume, "What is paused goes on when a person says so", waiting);
        paused = Optional.empty();
    }

    boolean isReady() {
        return paused.isEmpty() && !waiting.isEmpty();
    }

    boolean paused() {
        return paused.isPresent();
    }

    List<MessageId> waiting() {
        return List.copyOf(waiting);
    }

    /** What waits to join the turn that runs. */
    Set<MessageId> steering() {
        return Set.copyOf(steering);
    }
}
