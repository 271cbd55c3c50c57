package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Answer;
import carillon.core.chat.CallOutcome;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.MessageState;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import carillon.core.prompt.PromptMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {
    private final Workplace workplace = new Workplace();
    private final HandModel model = workplace.model;
    private final ChatId chat = workplace.chat();
    private final Reader reader = workplace.reads(chat);

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void aPlainTurnIsTwoCommitsLong() throws Exception {
        workplace.send(chat, "hi");
        model.next(chat).thinks("well").says("hello").answers();
        reader.untilTurnEnded();

        assertThat(workplace.facts(chat).stream().map(fact -> fact.getClass().getSimpleName()))
                .containsExactly(
                        "ChatCreated",
                        "MessageAdmitted",
                        "MessageDelivered",
                        "TurnStarted",
                        "ReplyStarted",
                        "ModelCallStarted",
                        "ModelCallEnded",
                        "MessagePosted",
                        "ReplyEnded",
                        "TurnEnded");
        var posted = one(Fact.MessagePosted.class).message();
        assertThat(posted.parts()).hasSize(2);
        assertThat(posted.text()).isEqualTo("hello");
        assertThat(posted.origin().orElseThrow().usage()).isEqualTo(Usage.counted(3, 5, 0));
        assertThat(one(Fact.TurnEnded.class).usage()).isEqualTo(Usage.counted(3, 5, 0));
    }

    @Test
    void theSameMessageAgainGetsTheSameAnswerAndChangesNothing() throws Exception {
        var id = Optional.of(new MessageId("mine"));
        Answer first = workplace.engine.send(chat, id, Sender.HUMAN, "hi", SendMode.QUEUE);
        model.next(chat).says("hello").answers();
        reader.untilTurnEnded();
        int before = workplace.facts(chat).size();

        assertThat(workplace.engine.send(chat, id, Sender.HUMAN, "hi", SendMode.QUEUE))
                .isEqualTo(first);
        assertThat(workplace.engine.send(chat, id, Sender.HUMAN, "other", SendMode.QUEUE))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_ID_TAKEN));
        assertThat(workplace.facts(chat)).hasSize(before);
    }

    @Test
    void steeringOnceMoreUnderTheSameIdGetsTheSameAnswer() throws Exception {
        workplace.send(chat, "go");
        HandModel.Call running = model.next(chat).says("on it");
        TurnId turn = one(Fact.TurnStarted.class).turn();
        var id = Optional.of(new MessageId("mine"));
        Answer first = workplace.engine.send(chat, id, Sender.HUMAN, "hurry", SendMode.STEER);
        assertThat(first).isEqualTo(new Answer.Steered(id.get(), turn));
        assertThat(workplace.engine.send(chat, id, Sender.HUMAN, "hurry", SendMode.STEER))
                .isEqualTo(first);

        running.answers();
        model.next(chat).says("done").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);

        assertThat(workplace.engine.send(chat, id, Sender.HUMAN, "hurry", SendMode.STEER))
                .isEqualTo(first);
    }

    @Test
    void theIdOfAMessageToComeIsTaken() throws Exception {
        workplace.send(chat, "hi");
        HandModel.Call call = model.next(chat);
        MessageId toCome = one(Fact.ModelCallStarted.class).message();

        assertThat(workplace.engine.send(chat, Optional.of(toCome), Sender.HUMAN, "mine", SendMode.QUEUE))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_ID_TAKEN));
        call.says("hello").answers();
        reader.untilTurnEnded();
        assertThat(one(Fact.MessagePosted.class).message().id()).isEqualTo(toCome);
    }

    @Test
    void aQueuedMessageSentAgainIsStillQueued() throws Exception {
        workplace.send(chat, "first");
        var id = Optional.of(new MessageId("later"));
        Answer queued = workplace.engine.send(chat, id, Sender.HUMAN, "second", SendMode.QUEUE);
        model.next(chat).says("one").answers();
        model.next(chat).says("two").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);

        assertThat(queued).isEqualTo(new Answer.Queued(new MessageId("later")));
        assertThat(workplace.engine.send(chat, id, Sender.HUMAN, "second", SendMode.QUEUE))
                .isEqualTo(queued);
    }

    @Test
    void rejectIsRefusedOnlyWhileBusy() throws Exception {
        assertThat(reject("first")).isInstanceOf(Answer.Started.class);
        HandModel.Call call = model.next(chat);
        assertThat(reject("second")).isEqualTo(new Answer.Refused(Refusal.CHAT_BUSY));
        call.says("done").answers();
        reader.untilTurnEnded();
        assertThat(reject("third")).isInstanceOf(Answer.Started.class);
    }

    @Test
    void aLateStopTouchesNoLaterTurn() throws Exception {
        TurnId first = ((Answer.Started) workplace.send(chat, "one")).turn();
        model.next(chat).says("one").answers();
        reader.untilTurnEnded();
        workplace.send(chat, "two");
        HandModel.Call second = model.next(chat);

        assertThat(workplace.engine.ask(chat, new ChatCommand.Stop(Optional.of(first), QueueAfterStop.PAUSE)))
                .isEqualTo(new Answer.Refused(Refusal.TURN_NOT_RUNNING));
        second.says("unharmed").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
        assertThat(workplace.facts(chat)).last().extracting("outcome").isEqualTo(TurnOutcome.ANSWERED);
    }

    @Test
    void aStopWithPauseKeepsTheQueueUntilContinue() throws Exception {
        workplace.send(chat, "one");
        workplace.send(chat, "two");
        model.next(chat).says("half");
        reader.until(seen -> seen.text().equals("half"));

        workplace.engine.ask(chat, new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
        reader.until(seen -> seen.is(StatusKind.QUEUED));
        assertThat(workplace.engine.look(chat).state().queue()).hasSize(1);

        assertThat(workplace.engine.ask(chat, new ChatCommand.Continue())).isInstanceOf(Answer.Continued.class);
        HandModel.Call goesOn = model.next(chat);
        assertThat(goesOn.request().messages().stream().map(PromptMessage::role).toList())
                .containsExactly(
                        PromptMessage.Role.SYSTEM,
                        PromptMessage.Role.USER,
                        PromptMessage.Role.ASSISTANT,
                        PromptMessage.Role.USER);
        goesOn.says("rest").answers();
        model.next(chat).says("two").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 3);
    }

    @Test
    void whatWasSaidBeforeAStopIsKeptAndWhatCameAfterIsDropped() throws Exception {
        workplace.send(chat, "go");
        HandModel.Call call = model.next(chat).says("kept");
        reader.until(seen -> seen.text().equals("kept"));
        workplace.stop(chat);
        call.says("late").answers();
        reader.untilTurnEnded();

        var posted = one(Fact.MessagePosted.class).message();
        assertThat(posted.text()).isEqualTo("kept");
        assertThat(posted.state()).isEqualTo(MessageState.STOPPED);
        assertThat(one(Fact.ModelCallEnded.class).outcome()).isEqualTo(CallOutcome.STOPPED);
    }

    @Test
    void aFailedTurnPausesTheQueueAndContinueAsksAgain() throws Exception {
        workplace.send(chat, "one");
        workplace.send(chat, "two");
        model.next(chat).ends(new CallResult.Failed("It is down.", Usage.NONE));
        reader.until(seen -> seen.has(Fact.QueuePaused.class));
        assertThat(model.wasAsked(chat)).isFalse();

        workplace.engine.ask(chat, new ChatCommand.Continue());
        HandModel.Call again = model.next(chat);
        assertThat(again.request().messages().getLast().text()).isEqualTo("one");
        again.says("up").answers();
        model.next(chat).says("two").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 3);
        assertThat(workplace.engine.look(chat).summary().status().kind()).isEqualTo(StatusKind.IDLE);
    }

    @Test
    void anEmptyAnswerIsAskedForOnceMoreAndThenReported() throws Exception {
        workplace.send(chat, "go");
        model.next(chat).says("  ").answers();
        model.next(chat).answers();
        reader.untilTurnEnded();

        assertThat(one(Fact.TurnEnded.class).outcome()).isEqualTo(TurnOutcome.FAILED);
        assertThat(one(Fact.TurnEnded.class).reason().orElseThrow()).contains("empty answer");
    }

    @Test
    void aRunningTurnKeepsTheSettingsItBeganWith() throws Exception {
        workplace.send(chat, "one");
        workplace.send(chat, "two");
        HandModel.Call first = model.next(chat);
        workplace.engine.worlds().edit(Workplace.WORLD, world -> world.withAgents(List.of(), Optional.empty()));
        first.says("still here").answers();
        reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);

        List<Long> versions = workplace.facts(chat).stream()
                .filter(Fact.TurnStarted.class::isInstance)
                .map(fact -> ((Fact.TurnStarted) fact).settingsVersion())
                .toList();
        assertThat(versions).containsExactly(1L, 2L);
        assertThat(one(Fact.NoticePosted.class).text()).contains("no agent");
    }

    @Test
    void deletingWithdrawsWhatWaitedAndRestoreBringsTheChatBackIdle() throws Exception {
        workplace.send(chat, "one");
        workplace.send(chat, "two");
        model.next(chat);
        workplace.engine.ask(chat, new ChatCommand.Delete());
        assertThat(workplace.send(chat, "three")).isEqualTo(new Answer.Refused(Refusal.CHAT_IN_TRASH));

        workplace.engine.ask(chat, new ChatCommand.Restore());
        assertThat(one(Fact.MessageWithdrawn.class)).isNotNull();
        assertThat(workplace.engine.look(chat).state().turn()).isEmpty();
        assertThat(workplace.send(chat, "four")).isInstanceOf(Answer.Started.class);
    }

    @Test
    void theQueueHoldsAHundred() {
        workplace.send(chat, "running");
        for (int i = 0; i < 100; i++) workplace.send(chat, "m" + i);
        assertThat(workplace.send(chat, "one too many")).isEqualTo(new Answer.Refused(Refusal.QUEUE_FULL));
    }

    @Test
    void aMessageCanBeWithdrawnOnceAndOnlyWhileItWaits() {
        MessageId started = ((Answer.Started) workplace.send(chat, "one")).message();
        MessageId queued = ((Answer.Queued) workplace.send(chat, "two")).message();

        assertThat(workplace.engine.ask(chat, new ChatCommand.Withdraw(started)))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_QUEUED));
        assertThat(workplace.engine.ask(chat, new ChatCommand.Withdraw(queued))).isEqualTo(new Answer.Done());
        assertThat(workplace.engine.ask(chat, new ChatCommand.Withdraw(queued)))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_QUEUED));
    }

    private Answer reject(String text) {
        return workplace.engine.send(chat, Optional.empty(), Sender.HUMAN, text, SendMode.REJECT);
    }

    private <T extends Fact> T one(Class<T> kind) {
        List<T> found = workplace.facts(chat).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
