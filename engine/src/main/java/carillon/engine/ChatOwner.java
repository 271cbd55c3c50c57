package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatRules;
import carillon.core.chat.Context;
import carillon.core.chat.Decision;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Refusal;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.engine.spi.StaleOwnerException;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StoredChat;
import carillon.engine.spi.StoredMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a chat: its thread alone reads and changes the chat, so nothing here is locked. Only streamed text is
 * taken in by the call that hears it, while the owner has nothing to do; the {@link Mailbox} keeps the two apart.
 */
final class ChatOwner {
    private static final Logger LOG = System.getLogger("carillon.engine");
    private static final String FAULT = "Carillon met a fault of its own in this chat; the log has the details.";

    private final ChatId chat;
    private final OwnerParts parts;
    private final Consumer<ChatOwner> gone;
    private final Mailbox mailbox = new Mailbox();
    private final Alarm alarm = new Alarm(() -> mailbox.offer(new Letter.Wake()));
    private final ModelCalls calls;
    private final ToolRuns runs;
    private final HistoryLookup history;
    private final Deque<ChatCommand> unsaved = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long quietSince = System.nanoTime();
    private long triedAt;
    private @Nullable LiveChat live;

    ChatOwner(ChatId chat, OwnerParts parts, Consumer<ChatOwner> gone) {
        this.chat = chat;
        this.parts = parts;
        this.gone = gone;
        calls = new ModelCalls(chat, parts, this::takeFromCall);
        runs = new ToolRuns(chat, parts, mailbox::offer);
        history = new HistoryLookup(chat, parts);
    }

    ChatId chat() {
        return chat;
    }

    void start() {
        Thread.ofVirtual().name("chat " + chat).start(this::run);
    }

    /** False if this owner is giving up; ask the registry again. */
    boolean offer(Letter letter) {
        return mailbox.offer(letter);
    }

    private boolean takeFromCall(Letter letter) {
        if (letter instanceof Letter.Heard heard && mailbox.inPlaceOfOwner(() -> hearsMore(heard))) return true;
        if (letter instanceof Letter.Arguments more && mailbox.inPlaceOfOwner(() -> writesMore(more))) return true;
        return mailbox.offer(letter);
    }

    private boolean hearsMore(Letter.Heard heard) {
        LiveChat loaded = live;
        return loaded != null && loaded.hearMore(heard);
    }

    private boolean writesMore(Letter.Arguments more) {
        LiveChat loaded = live;
        return loaded != null && loaded.writeMore(more);
    }

    /** Whether the owner has ended within that time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(Math.max(1, millis), TimeUnit.MILLISECONDS);
    }

    private void run() {
        RuntimeException why = new EngineClosedException();
        try {
            LiveChat loaded = load();
            live = loaded;
            if (loaded.state().turn().isPresent() || loaded.state().canDeliver())
                tell(loaded, new ChatCommand.Recover());
            serve(loaded);
        } catch (RuntimeException fault) {
            why = fault;
            boolean expected = fault instanceof StorageException || fault instanceof StaleOwnerException;
            LOG.log(expected ? Level.WARNING : Level.ERROR, "chat=" + chat + " its owner gives up", fault);
        } catch (InterruptedException unexpected) {
            LOG.log(Level.ERROR, "chat=" + chat + " its owner was interrupted");
        } finally {
            giveUp(why);
        }
    }

    private LiveChat load() {
        Optional<StoredChat> stored = parts.log().load(chat);
        return new LiveChat(chat, parts, stored);
    }

    private void serve(LiveChat loaded) throws InterruptedException {
        while (true) {
            nextDuty(loaded).ifPresent(alarm::ringBy);
            Letter letter = mailbox.take();
            if (letter instanceof Letter.Close) {
                tell(loaded, new ChatCommand.ShutDown());
                return;
            }
            handle(loaded, letter);
            if (!(letter instanceof Letter.Wake)) quietSince = System.nanoTime();
            if (idle(loaded) && isOver(quietSince, parts.settings().parkAfter()) && mailbox.closeIfEmpty()) return;
            loaded.saveOpenTexts();
            if (!unsaved.isEmpty() && isOver(triedAt, parts.settings().retrySaving())) retry(loaded);
        }
    }

    /** When there is something to do without a letter, by {@link System#nanoTime}. */
    private OptionalLong nextDuty(LiveChat loaded) {
        EngineSettings settings = parts.settings();
        if (!unsaved.isEmpty())
            return OptionalLong.of(triedAt + settings.retrySaving().toNanos());
        if (loaded.hasUnsavedText()) return OptionalLong.of(loaded.saveDueAt());
        return idle(loaded) ? OptionalLong.of(quietSince + settings.parkAfter().toNanos()) : OptionalLong.empty();
    }

    private static boolean isOver(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }

    private boolean idle(LiveChat loaded) {
        return loaded.state().turn().filter(turn -> !turn.waitsForPerson()).isEmpty()
                && calls.isEmpty()
                && runs.isEmpty()
                && unsaved.isEmpty()
                && !loaded.feed().isWatched();
    }

    private void handle(LiveChat loaded, Letter letter) {
        switch (letter) {
            case Letter.Asked(var command, var answer) -> answer(answer, loaded, () -> decide(loaded, command));
            case Letter.Sent(var send, var chosen, var answer) ->
                answer(answer, loaded, () -> decide(loaded, admitted(send, chosen)));
            case Letter.StopAll(var in, var queue, var answer) -> {
                boolean meant = in.isEmpty() || in.equals(loaded.state().world());
                var stop = new ChatCommand.Stop(Optional.empty(), queue);
                if (meant && loaded.state().turn().isPresent()) answer(answer, loaded, () -> decide(loaded, stop));
                else answer.complete(new Answer.Refused(Refusal.TURN_NOT_RUNNING));
            }
            case Letter.Changes(var change, var answer) -> answer(answer, loaded, () -> change(loaded, change));
            case Letter.Told(var command) -> tell(loaded, command);
            case Letter.Heard heard -> {
                if (!loaded.hear(heard)) dropped();
            }
            case Letter.Arguments more -> {
                if (!loaded.write(more)) dropped();
            }
            case Letter.Output output -> {
                if (!loaded.output(output)) dropped();
            }
            case Letter.Phase(var call, var phase) -> {
                if (!loaded.phase(call, phase)) dropped();
            }
            case Letter.Look(var view) -> {
                if (loaded.state().life() == Life.ABSENT) view.completeExceptionally(new ChatNotFoundException(chat));
                else view.complete(loaded.view());
            }
            case Letter.Subscribe(var reader, var letIn) -> {
                if (loaded.state().life() == Life.ABSENT) {
                    letIn.completeExceptionally(new ChatNotFoundException(chat));
                } else {
                    loaded.feed().letIn(reader);
                    letIn.complete(reader);
                }
            }
            case Letter.Unsubscribe(var reader) -> loaded.feed().letOut(reader);
            case Letter.Seen(var seq) -> loaded.seen(seq);
            case Letter.Wake(), Letter.Close() -> {}
        }
    }

    private void answer(CompletableFuture<Answer> waiting, LiveChat loaded, Supplier<Answer> decision) {
        try {
            storeUnsaved(loaded);
            waiting.complete(decision.get());
        } catch (RuntimeException refused) {
            waiting.completeExceptionally(refused);
            if (!(refused instanceof StorageException)) throw refused;
        }
    }

    /** Takes in what came back from something started here; it is kept until it can be stored. */
    private void tell(LiveChat loaded, ChatCommand command) {
        if (command instanceof ChatCommand.TitleMade(var call, var _, var _, var _)) calls.end(call);
        boolean first = unsaved.isEmpty();
        unsaved.add(command);
        Optional<StorageException> refused = retry(loaded);
        if (first && refused.isPresent())
            LOG.log(Level.WARNING, "chat=" + chat + " what came back cannot be stored yet", refused.get());
    }

    private Optional<StorageException> retry(LiveChat loaded) {
        try {
            storeUnsaved(loaded);
            return Optional.empty();
        } catch (StorageException refused) {
            triedAt = System.nanoTime();
            loaded.cannotSave(refused);
            return Optional.of(refused);
        }
    }

    /** First come, first stored: nothing is decided past what still waits for the store. */
    private void storeUnsaved(LiveChat loaded) {
        while (!unsaved.isEmpty()) {
            if (decide(loaded, unsaved.element()) instanceof Answer.Dropped) dropped();
            unsaved.remove();
        }
    }

    private Answer change(LiveChat loaded, HistoryChange change) {
        return switch (history.commandFor(change, this::admitted)) {
            case HistoryLookup.Possible(var command) -> decide(loaded, command);
            case HistoryLookup.Impossible(var refusal) -> new Answer.Refused(refusal);
        };
    }

    private ChatCommand.Send admitted(ChatCommand.Send send, Optional<MessageId> chosen) {
        Optional<StoredMessage> earlier = chosen.flatMap(id -> parts.index().message(chat, id));
        return new ChatCommand.Send(
                send.message(),
                send.sender(),
                send.text(),
                send.mode(),
                earlier.map(found -> new ChatCommand.Earlier(
                        found.message().sender() == send.sender()
                                && found.firstText()
                                        .orElseGet(() -> found.message().text())
                                        .equals(send.text()),
                        startedTurn(found),
                        joins(found))));
    }

    private Optional<TurnId> joins(StoredMessage found) {
        return parts.log().read(chat, found.admittedSeq() - 1, 1).stream()
                .map(Recorded::fact)
                .filter(Fact.MessageAdmitted.class::isInstance)
                .flatMap(fact -> ((Fact.MessageAdmitted) fact).joins().stream())
                .findFirst();
    }

    private static Optional<TurnId> startedTurn(StoredMessage found) {
        boolean atOnce = found.seq().equals(OptionalLong.of(found.admittedSeq() + 1));
        return atOnce ? found.message().turn() : Optional.empty();
    }

    /** Decide, store, believe, show, act. */
    private Answer decide(LiveChat loaded, ChatCommand command) {
        Decision decision;
        try {
            decision = ChatRules.decide(loaded.state(), command, context(loaded, command));
        } catch (StorageException unreadable) {
            throw unreadable;
        } catch (RuntimeException fault) {
            parts.counts().faults().increment();
            LOG.log(
                    Level.ERROR,
                    "chat=" + chat + " met a fault deciding about a "
                            + command.getClass().getSimpleName(),
                    fault);
            decision = ChatRules.decide(loaded.state(), new ChatCommand.Abort(FAULT), context(loaded, command));
        }
        if (!decision.facts().isEmpty()) loaded.record(decision.facts(), calls, runs);
        return decision.answer();
    }

    private Context context(LiveChat loaded, ChatCommand command) {
        Optional<WorldId> world = command instanceof ChatCommand.Create(var in, var _, var _)
                ? Optional.of(in)
                : loaded.state().world();
        return new Context(
                () -> parts.worlds().settings(world.orElseThrow()),
                version -> parts.worlds().settings(world.orElseThrow(), version),
                () -> world.map(parts.usage()::of).orElse(Usage.NONE),
                parts.ids(),
                loaded::said);
    }

    private void dropped() {
        parts.counts().droppedResults().increment();
        LOG.log(Level.DEBUG, "chat={0} dropped what came back for something that is over", chat);
    }

    private void giveUp(RuntimeException why) {
        alarm.cancel();
        calls.endAll();
        runs.endAll(parts.settings().closeWithin().dividedBy(2));
        if (live != null) live.saveAllText();
        for (Letter unread : mailbox.close()) refuse(unread, why);
        LiveChat loaded = live;
        if (loaded != null) loaded.end();
        gone.accept(this);
        ended.countDown();
    }

    private static void refuse(Letter letter, RuntimeException why) {
        switch (letter) {
            case Letter.Asked(var _, var answer) -> answer.completeExceptionally(why);
            case Letter.Sent(var _, var _, var answer) -> answer.completeExceptionally(why);
            case Letter.StopAll(var _, var _, var answer) -> answer.completeExceptionally(why);
            case Letter.Changes(var _, var answer) -> answer.completeExceptionally(why);
            case Letter.Look(var view) -> view.completeExceptionally(why);
            case Letter.Subscribe(var _, var letIn) -> letIn.completeExceptionally(why);
            case Letter.Told _,
                    Letter.Phase _,
                    Letter.Unsubscribe _,
                    Letter.Seen _,
                    Letter.Wake _,
                    Letter.Close _,
                    Letter.Output _,
                    Letter.Arguments _,
                    Letter.Heard _ -> {}
        }
    }
}
