package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.Fact;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopAllTest {
    private static final WorldId OTHER = new WorldId("other");

    private final MemoryStore store = new MemoryStore();
    private final FullLog log = new FullLog(store.log());

    private Workplace workplace() {
        var workplace = new Workplace(store, log, Workplace.PATIENT);
        World first = Workplace.world();
        workplace
                .engine
                .worlds()
                .create(World.named(OTHER, "Other", first.createdAt())
                        .withAgents(first.agents(), first.mainAgent())
                        .withTurnLimit(first.turnLimit())
                        .withDefaultModel(first.defaultModel())
                        .withVariables(first.variables()));
        return workplace;
    }

    @Test
    void aWorldIsStoppedAndNoOther() throws Exception {
        try (Workplace workplace = workplace()) {
            ChatId red = workplace.chat();
            ChatId blue = workplace.chat();
            ChatId done = workplace.chat();
            ChatId other = workplace.engine.create(OTHER, Optional.of("given")).chat();
            workplace.send(done, "go");
            workplace.model.next(done).says("done").answers();
            workplace.reads(done).untilTurnEnded();
            workplace.send(red, "go");
            workplace.send(blue, "go");
            workplace.send(other, "go");
            HandModel.Call inRed = workplace.model.next(red).says("half");
            HandModel.Call inBlue = workplace.model.next(blue);
            HandModel.Call inOther = workplace.model.next(other);
            workplace.reads(red).until(seen -> seen.text().equals("half"));

            int stopped = workplace.engine.stopWorld(Workplace.WORLD, QueueAfterStop.PAUSE);

            assertThat(stopped).isEqualTo(2);
            assertThat(inRed.awaitInterrupt()).isTrue();
            assertThat(inBlue.awaitInterrupt()).isTrue();
            assertThat(outcome(workplace, red)).isEqualTo(TurnOutcome.STOPPED);
            assertThat(outcome(workplace, blue)).isEqualTo(TurnOutcome.STOPPED);
            assertThat(outcome(workplace, done)).isEqualTo(TurnOutcome.ANSWERED);
            assertThat(workplace.facts(other)).noneMatch(Fact.TurnEnded.class::isInstance);
            inOther.says("whole").answers();
            workplace.reads(other).untilTurnEnded();
            assertThat(outcome(workplace, other)).isEqualTo(TurnOutcome.ANSWERED);
        }
    }

    @Test
    void everythingIsStoppedAndWhatWaitsDoesAsItIsTold() throws Exception {
        try (Workplace workplace = workplace()) {
            ChatId red = workplace.chat();
            ChatId other = workplace.engine.create(OTHER, Optional.of("given")).chat();
            workplace.send(red, "go");
            workplace.send(red, "later");
            workplace.send(other, "go");
            workplace.model.next(red);
            workplace.model.next(other);

            assertThat(workplace.engine.stopEverything(QueueAfterStop.PAUSE)).isEqualTo(2);
            assertThat(workplace.engine.look(red).summary().status().kind()).isEqualTo(StatusKind.QUEUED);
            assertThat(workplace.engine.stopEverything(QueueAfterStop.PAUSE)).isZero();

            workplace.send(other, "again");
            workplace.send(other, "next");
            workplace.model.next(other);
            assertThat(workplace.engine.stopEverything(QueueAfterStop.CONTINUE)).isEqualTo(1);
            workplace.model.next(other).says("went on").answers();
        }
    }

    @Test
    void aChatThatCannotBeOpenedKeepsNoOtherFromStopping() throws Exception {
        var opening = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        try (Workplace workplace = workplace();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ChatId red = workplace.chat();
            workplace.send(red, "go");
            workplace.model.next(red);
            var broken = new ChatId("broken");
            log.whenLoading(broken, () -> {
                reached.countDown();
                awaitUninterrupted(opening);
                throw new StorageException(StorageException.Trouble.DAMAGED, "Chat broken is damaged");
            });
            var look = CompletableFuture.runAsync(() -> workplace.engine.look(broken), threads);
            reached.await();
            var stopped =
                    CompletableFuture.supplyAsync(() -> workplace.engine.stopEverything(QueueAfterStop.PAUSE), threads);
            workplace.reads(red).untilTurnEnded();
            opening.countDown();

            assertThat(stopped.get()).isEqualTo(1);
            assertThat(look).failsWithin(Duration.ofSeconds(10));
            assertThat(outcome(workplace, red)).isEqualTo(TurnOutcome.STOPPED);
        }
    }

    @Test
    void aStopThatCannotBeStoredIsNotSaidToBeDone() throws Exception {
        try (Workplace workplace = workplace()) {
            ChatId red = workplace.chat();
            workplace.send(red, "go");
            workplace.model.next(red);
            log.fill();

            assertThatThrownBy(() -> workplace.engine.stopEverything(QueueAfterStop.PAUSE))
                    .isInstanceOf(StorageException.class);
            log.free();
            assertThat(workplace.engine.stopEverything(QueueAfterStop.PAUSE)).isEqualTo(1);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts here", e);
        }
    }

    private static TurnOutcome outcome(Workplace workplace, ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.TurnEnded.class::isInstance)
                .map(fact -> ((Fact.TurnEnded) fact).outcome())
                .reduce((_, last) -> last)
                .orElseThrow();
    }
}
