package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.CallId;
import carillon.core.routing.Worlds;
import carillon.core.world.World;
import org.junit.jupiter.api.Test;

/** How a chat's history is cut back, brought back, and told again. */
class HistoryTest {
    private static final World TWO = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace"));
    private static final Answer NOTHING_TO_UNDO = new Answer.Refused(Refusal.NOTHING_TO_UNDO);

    private PlayedChat chat = new PlayedChat(TWO);

    private void exchange(String agent, String asked, String answered) {
        chat.send("@" + agent + " " + asked);
        chat.answer(agent, answered);
    }

    @Test
    void deletingTakesOutTheMessageAndAllAfterIt() {
        exchange("a1", "one", "eins");
        exchange("a2", "two", "zwei");
        exchange("a1", "three", "drei");

        chat.rewind("@a2 two");

        assertThat(chat.history()).containsExactly("@a1 one", "eins");
        assertThat(chat.replying()).isEmpty();
    }

    @Test
    void anAnswerCanBeTakenOutAlone() {
        exchange("a1", "one", "eins");
        chat.rewind("eins");
        assertThat(chat.history()).containsExactly("@a1 one");
        assertThat(chat.state().title().text()).isEqualTo("@a1 one");
    }

    @Test
    void editingSendsAnotherTextInItsStead() {
        exchange("a1", "one", "eins");
        exchange("a2", "two", "zwei");

        assertThat(chat.resend("@a2 two", "@a1 better")).isInstanceOf(Answer.Started.class);

        assertThat(chat.history()).containsExactly("@a1 one", "eins", "@a1 better");
        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void regeneratingSendsTheSameTextAgain() {
        exchange("a1", "one", "eins");
        chat.resend("@a1 one", "@a1 one");
        chat.answer("a1", "uno");
        assertThat(chat.history()).containsExactly("@a1 one", "uno");
    }

    @Test
    void itStopsTheTurnThatRunsInTheSameStepAndTakesOutWhatItSaid() {
        exchange("a1", "one", "eins");
        chat.send("@a2 two");

        chat.rewind("eins");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.STOPPED);
        assertThat(chat.history()).containsExactly("@a1 one");
        assertThat(chat.state().canContinue()).isFalse();
    }

    @Test
    void whatWaitsStaysPaused() {
        chat.send("@a1 one");
        chat.send("@a2 queued");

        chat.rewind("@a1 one");
        assertThat(chat.waiting()).containsExactly("@a2 queued");
        assertThat(chat.state().queuePaused().orElseThrow()).contains("history");

        chat.goOn();
        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void whatWaitsStaysPausedBehindAnEditedMessage() {
        chat.send("@a1 one");
        chat.send("@a2 queued");

        chat.resend("@a1 one", "@a1 better");
        chat.answer("a1", "done");

        assertThat(chat.replying()).isEmpty();
        assertThat(chat.waiting()).containsExactly("@a2 queued");
    }

    @Test
    void undoingBringsBackWhatWasTakenOutLastFirst() {
        exchange("a1", "one", "eins");
        exchange("a2", "two", "zwei");
        chat.rewind("zwei");
        chat.rewind("eins");
        assertThat(chat.history()).containsExactly("@a1 one");

        chat.undo();
        assertThat(chat.history()).containsExactly("@a1 one", "eins", "@a2 two");
        chat.undo();
        assertThat(chat.history()).containsExactly("@a1 one", "eins", "@a2 two", "zwei");
        assertThat(chat.undo()).isEqualTo(NOTHING_TO_UNDO);
    }

    @Test
    void whatIsBroughtBackCanBeContinued() {
        chat.send("@a1 one");
        chat.rewind("@a1 one");
        assertThat(chat.state().canContinue()).isFalse();

        chat.undo();
        chat.goOn();

        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void nothingIsBroughtBackOnceTheChatWentOn() {
        exchange("a1", "one", "eins");
        chat.rewind("@a1 one");
        exchange("a2", "two", "zwei");
        assertThat(chat.undo()).isEqualTo(NOTHING_TO_UNDO);

        chat.resend("@a2 two", "@a2 again");
        assertThat(chat.undo()).isEqualTo(NOTHING_TO_UNDO);
    }

    @Test
    void onlySoMuchIsRememberedToBeUndone() {
        for (int i = 0; i <= Rewound.MOST; i++) exchange("a1", "ask " + i, "answer " + i);
        for (int i = Rewound.MOST; i >= 0; i--) chat.rewind("answer " + i);

        for (int i = 0; i < Rewound.MOST; i++) assertThat(chat.undo()).isEqualTo(new Answer.Done());

        assertThat(chat.undo()).isEqualTo(NOTHING_TO_UNDO);
        assertThat(chat.history()).doesNotContain("answer " + Rewound.MOST).contains("answer " + (Rewound.MOST - 1));
    }

    @Test
    void aTitleGoesWithTheFirstMessageAndComesBackWithIt() {
        exchange("a1", "one", "eins");
        chat.rewind("@a1 one");
        assertThat(chat.state().title()).isEqualTo(Title.NONE);

        chat.undo();
        assertThat(chat.state().title()).isEqualTo(new Title("@a1 one", TitleSource.FIRST_MESSAGE));

        chat.resend("@a1 one", "@a2 two");
        assertThat(chat.state().title().text()).isEqualTo("@a2 two");
    }

    @Test
    void aTitleSetByHandStays() {
        exchange("a1", "one", "eins");
        chat.command(new ChatCommand.Rename("Mine"));
        chat.rewind("@a1 one");
        assertThat(chat.state().title().text()).isEqualTo("Mine");
    }

    @Test
    void aTitleMadeMeanwhileOutlivesTheUndoingOfWhatCameAfterTheFirstMessage() {
        exchange("a1", "one", "eins");
        chat.rewind("eins");
        chat.command(new ChatCommand.TitleMade(new CallId("t"), chat.state().firstSeq(), "Made", Usage.NONE));

        chat.undo();

        assertThat(chat.state().title()).isEqualTo(new Title("Made", TitleSource.MODEL));
    }

    @Test
    void aTitleForWhatWasTakenOutComesToNothing() {
        exchange("a1", "one", "eins");
        var late = new ChatCommand.TitleMade(new CallId("t"), chat.state().firstSeq(), "Made", Usage.NONE);
        chat.resend("@a1 one", "@a2 two");

        assertThat(chat.command(late)).isEqualTo(new Answer.Dropped());
        assertThat(chat.state().title().text()).isEqualTo("@a2 two");
    }

    @Test
    void whatWaitedNamesTheChatWhenItIsTheFirstThatIsLeft() {
        chat.send("@a1 one");
        chat.send("@a2 queued");
        chat.rewind("@a1 one");
        assertThat(chat.state().title()).isEqualTo(Title.NONE);

        chat.goOn();

        assertThat(chat.state().title()).isEqualTo(new Title("@a2 queued", TitleSource.FIRST_MESSAGE));
    }
}
