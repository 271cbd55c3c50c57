package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.MessageId;
import carillon.core.routing.Worlds;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How messages go in while a turn runs, and what becomes of those that wait. */
class QueueTest {
    private static final World THREE = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace"), agent("a3", "Zoë"));
    private static final World NO_MODEL = Worlds.of(new Agent(
            agent("a1", "Ada").id(),
            "Ada",
            Optional.empty(),
            "",
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            true));

    private PlayedChat chat = new PlayedChat(THREE);

    @Test
    void queuedMessagesGoFirstComeFirstServed() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.send("@a3 three");
        assertThat(chat.waiting()).containsExactly("@a2 two", "@a3 three");

        chat.answer("a1", "done");
        assertThat(chat.replying()).containsExactly("a2");
        assertThat(chat.waiting()).containsExactly("@a3 three");
    }

    @Test
    void aRejectedMessageIsNotTakenWhileTheChatIsBusy() {
        assertThat(chat.send("@a1 one", SendMode.REJECT)).isInstanceOf(Answer.Started.class);
        assertThat(chat.send("@a2 two", SendMode.REJECT)).isEqualTo(new Answer.Refused(Refusal.CHAT_BUSY));
        assertThat(chat.all(Fact.MessageAdmitted.class)).hasSize(1);
    }

    @Test
    void steeringJoinsAllWhoReplyAtTheNextModelCall() {
        chat.send("@a1 one\n@a2 two");
        assertThat(chat.send("in German please", SendMode.STEER)).isInstanceOf(Answer.Steered.class);
        assertThat(chat.waiting()).containsExactly("in German please");

        chat.answer("a2", "");

        assertThat(chat.waiting()).isEmpty();
        assertThat(chat.delivery("in German please")).isEqualTo("turn 1 for [a1, a2]");
        chat.answer("a2", "zwei").answer("a1", "one");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
    }

    @Test
    void steeringThatNamesAnAgentWaitsForThatAgent() {
        chat.send("@a1 one\n@a2 two");
        chat.send("@a1 in German please", SendMode.STEER);

        chat.answer("a2", "");
        assertThat(chat.waiting()).containsExactly("@a1 in German please");

        chat.answer("a1", "");
        assertThat(chat.delivery("@a1 in German please")).isEqualTo("turn 1 for [a1]");
        chat.answer("a1", "eins").answer("a2", "two");
        assertThat(chat.replying()).isEmpty();
    }

    @Test
    void steeringStartsAnAgentThatDoesNotReply() {
        chat.send("@a1 one");
        chat.send("@a3 you too", SendMode.STEER);

        assertThat(chat.replying()).containsExactly("a1", "a3");
        assertThat(chat.delivery("@a3 you too")).isEqualTo("turn 1 for [a3]");
    }

    @Test
    void whoRepliesAlreadyAnswersOnceMoreWhenAnotherIsStarted() {
        chat.send("@a1 one");
        chat.send("@a1 and you\n@a3 both", SendMode.STEER);
        assertThat(chat.replying()).containsExactly("a1", "a3");

        chat.answer("a1", "first");
        assertThat(chat.replying()).containsExactly("a3", "a1");
    }

    @Test
    void whoIsNamedAndFreeAgainStartsOnceMore() {
        chat.send("@a1 one\n@a2 two");
        chat.send("@a1 one more thing", SendMode.STEER);
        assertThat(chat.waiting()).hasSize(1);

        chat.answer("a1", "done");

        assertThat(chat.replying()).containsExactly("a2", "a1");
        assertThat(chat.delivery("@a1 one more thing")).isEqualTo("turn 1 for [a1]");
    }

    @Test
    void steeringThatJoinsWithOneOfTwoStartsTheOtherThatIsFree() {
        chat.send("@a1 one\n@a2 two\n@a3 three");
        chat.send("@a1 and\n@a2 both", SendMode.STEER);
        chat.answer("a2", "two");

        assertThat(chat.replying()).containsExactly("a1", "a3", "a2");
        chat.answer("a1", "one");
        assertThat(chat.replying()).containsExactly("a3", "a2", "a1");
    }

    @Test
    void steeringIsNextWhenTheTurnEndsFirst() {
        chat.send("@a1 one");
        chat.send("@a2 queued");
        chat.send("@a1 too late", SendMode.STEER);
        assertThat(chat.waiting()).containsExactly("@a1 too late", "@a2 queued");

        chat.answer("a1", "done");

        assertThat(chat.delivery("@a1 too late")).isEqualTo("turn 2 for [a1]");
        assertThat(chat.waiting()).containsExactly("@a2 queued");
    }

    @Test
    void whatWasToSteerOneTurnSteersNoOther() {
        chat.send("@a1 one");
        chat.send("@a2 queued");
        chat.stop(QueueAfterStop.PAUSE);
        assertThat(chat.send("first", SendMode.STEER)).isInstanceOf(Answer.Queued.class);
        chat.send("second", SendMode.STEER);
        assertThat(chat.waiting()).containsExactly("first", "second", "@a2 queued");

        chat.send("@a3 now", SendMode.INTERRUPT);
        chat.answer("a3", "");

        assertThat(chat.waiting()).containsExactly("first", "second", "@a2 queued");
    }

    @Test
    void aSteeringMentionOfNobodyIsKeptAndSaid() {
        chat.send("@a1 one");
        chat.send("@nobody hello", SendMode.STEER);

        assertThat(chat.delivery("@nobody hello")).isEqualTo("turn 1 for []");
        assertThat(chat.notices().getFirst()).contains("no agent @nobody");
        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void anInterruptStopsTheTurnKeepsWhatWasSaidAndGoes() {
        chat.send("@a1 one");
        chat.send("@a2 queued");

        assertThat(chat.send("@a3 now", SendMode.INTERRUPT)).isInstanceOf(Answer.Started.class);

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.STOPPED);
        assertThat(chat.replying()).containsExactly("a3");
        assertThat(chat.history()).contains("@a1 one").endsWith("@a3 now");
        assertThat(chat.waiting()).containsExactly("@a2 queued");
        chat.answer("a3", "done");
        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void aRollbackTakesTheTurnOutOfTheHistoryAndGoes() {
        chat.send("@a1 first");
        chat.answer("a1", "done");
        chat.send("@a2 wrong");
        chat.send("@a3 also wrong", SendMode.STEER);

        chat.send("@a2 right", SendMode.ROLLBACK);

        assertThat(chat.history()).containsExactly("@a1 first", "done", "@a2 right");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.STOPPED);
        assertThat(chat.undo()).isEqualTo(new Answer.Refused(Refusal.NOTHING_TO_UNDO));
    }

    @Test
    void aRollbackOfATurnThatWentOnTakesOutAllOfIt() {
        chat.send("@a1 wrong");
        chat.stop(QueueAfterStop.PAUSE);
        chat.goOn();

        chat.send("@a2 right", SendMode.ROLLBACK);

        assertThat(chat.history()).containsExactly("@a2 right");
    }

    @Test
    void whatGoesAtOnceNeedsNoPlaceInTheQueue() {
        chat.send("@a1 one");
        for (int i = 0; i < ChatRules.MAX_QUEUE; i++) chat.send("@a2 " + i);
        assertThat(chat.send("@a3 more")).isEqualTo(new Answer.Refused(Refusal.QUEUE_FULL));
        assertThat(chat.send("@a3 more", SendMode.STEER)).isEqualTo(new Answer.Refused(Refusal.QUEUE_FULL));
        assertThat(chat.send("@a3 now", SendMode.INTERRUPT)).isInstanceOf(Answer.Started.class);
    }

    @Test
    void aQueuedMessageKeepsItsPlaceWithANewText() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.send("@a3 three");

        assertThat(chat.reword("@a2 two", "@a1 other")).isInstanceOf(Answer.Queued.class);

        assertThat(chat.waiting()).containsExactly("@a1 other", "@a3 three");
        chat.answer("a1", "done");
        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void aQueuedMessageCanSteerAfterAll() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.send("@a3 three");

        assertThat(chat.change("@a3 three", SendMode.STEER)).isInstanceOf(Answer.Steered.class);

        assertThat(chat.replying()).containsExactly("a1", "a3");
        assertThat(chat.waiting()).containsExactly("@a2 two");
    }

    @Test
    void aQueuedMessageCanBeSentNow() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.send("@a3 three");

        assertThat(chat.change("@a3 three", SendMode.INTERRUPT)).isInstanceOf(Answer.Started.class);

        assertThat(chat.replying()).containsExactly("a3");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.STOPPED);
        assertThat(chat.waiting()).containsExactly("@a2 two");
    }

    @Test
    void whatIsNoLongerQueuedIsNotChanged() {
        chat.send("@a1 one");
        var edit = new ChatCommand.EditQueued(new MessageId("m1"), Optional.of("two"), Optional.empty());
        assertThat(chat.command(edit)).isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_QUEUED));
    }

    @Test
    void aPausedQueueStaysPausedBehindWhatIsSentNow() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.send("@a3 three");
        chat.stop(QueueAfterStop.PAUSE);

        chat.change("@a3 three", SendMode.INTERRUPT);
        chat.answer("a3", "done");

        assertThat(chat.replying()).isEmpty();
        assertThat(chat.waiting()).containsExactly("@a2 two");
        assertThat(chat.state().queuePaused()).isPresent();
        chat.goOn();
        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void aStopThatLetsTheQueueContinueResumesOneThatWasPaused() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.stop(QueueAfterStop.PAUSE);
        chat.send("@a3 now", SendMode.INTERRUPT);

        chat.stop(QueueAfterStop.CONTINUE);

        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void theQueueWaitsAfterAFailureAndSaysSo() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.fail("a1", "It is down.");

        assertThat(chat.replying()).isEmpty();
        assertThat(chat.state().queuePaused().orElseThrow()).contains("failed");
    }

    @Test
    void sendingNowIsAWayOutBehindAnAgentThatCannotAnswer() {
        chat.send("@a1 one");
        chat.send("@a2 two");
        chat.edit(NO_MODEL);
        chat.stop(QueueAfterStop.PAUSE);
        chat.goOn();
        assertThat(chat.outcomes()).endsWith(TurnOutcome.FAILED);
        assertThat(chat.waiting()).containsExactly("@a2 two");

        chat.edit(THREE);
        chat.change("@a2 two", SendMode.INTERRUPT);

        assertThat(chat.replying()).containsExactly("a2");
        assertThat(chat.state().queuePaused()).isEmpty();
    }
}
