package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.Refusal;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.ChatId;
import carillon.core.id.QuestionId;
import carillon.core.world.Budget;
import carillon.engine.spi.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chat that used up its budget, with another chat in full stream beside it. An answer here is eight tokens. */
@Timeout(60)
class BudgetTest {
    private final MemoryStore store = new MemoryStore();
    private final Workplace workplace = new Workplace(store, Workplace.PATIENT);
    private final HandModel model = workplace.model;
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @BeforeEach
    void setTheBudget() {
        workplace.engine.worlds().edit(Workplace.WORLD, world -> world.withBudgets(Optional.empty(), tokens(8)));
    }

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void aChatAtItsBudgetWaitsForAPersonWhileAnotherStreams() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "one");
            model.next(red).says("one").answers();
            ofRed.untilTurnEnded();
            workplace.send(blue, "go");
            HandModel.Call streaming = model.next(blue).says("still ");

            workplace.send(red, "two");
            ofRed.until(seen -> seen.is(StatusKind.QUESTION));
            assertThat(model.wasAsked(red)).isFalse();
            streaming.says("here").answers();
            ofBlue.untilTurnEnded();

            assertThat(answer(workplace, red, "Go on")).isEqualTo(new Answer.Done());
            model.next(red).says("two").answers();
            ofRed.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
            assertThat(outcomes(red)).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.ANSWERED);
        }
    }

    @Test
    void theBudgetOfAWorldCountsAllItsChats() throws Exception {
        workplace.engine.worlds().edit(Workplace.WORLD, world -> world.withBudgets(tokens(8), Optional.empty()));
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "one");
            model.next(red).says("one").answers();
            ofRed.untilTurnEnded();

            workplace.send(blue, "go");

            ofBlue.until(seen -> seen.is(StatusKind.QUESTION));
            assertThat(model.wasAsked(blue)).isFalse();
        }
    }

    @Test
    void twoWindowsAnswerOnce() throws Exception {
        QuestionId question = asked(workplace, red);

        Answer first = workplace.engine.ask(red, goOn(question));
        Answer second = workplace.engine.ask(red, goOn(question));

        assertThat(first).isEqualTo(new Answer.Done());
        assertThat(second).isEqualTo(new Answer.Refused(Refusal.QUESTION_NOT_OPEN));
        model.next(red).says("two").answers();
    }

    @Test
    void aQuestionWaitsAcrossAnEndOfTheProcess() throws Exception {
        asked(workplace, red);

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            try (Reader reader = after.reads(red)) {
                reader.until(seen -> seen.is(StatusKind.QUESTION));
                answer(after, red, "Go on");
                after.model.next(red).says("two").answers();
                reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
            }
        }
        assertThat(outcomes(red)).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.ANSWERED);
    }

    @Test
    void aChatThatOnlyWaitsForAPersonGivesUpItsThread() throws Exception {
        var quick = new EngineSettings(
                Duration.ofMillis(1),
                Workplace.PATIENT.saveOpenText(),
                Workplace.PATIENT.retrySaving(),
                Workplace.PATIENT.closeWithin());
        asked(workplace, red);
        try (var parking = new Workplace(store.reopen(), quick)) {
            parking.engine.recover();
            while (parking.engine.diagnostics().owners() > 0) Thread.onSpinWait();
            assertThat(parking.engine.look(red).summary().status().kind()).isEqualTo(StatusKind.QUESTION);
        }
    }

    /** Brings a chat to its budget. */
    private QuestionId asked(Workplace place, ChatId chat) throws Exception {
        try (Reader reader = place.reads(chat)) {
            place.send(chat, "one");
            place.model.next(chat).says("one").answers();
            reader.untilTurnEnded();
            place.send(chat, "two");
            reader.until(seen -> seen.is(StatusKind.QUESTION));
        }
        return open(place, chat);
    }

    private static QuestionId open(Workplace place, ChatId chat) {
        return place.engine
                .look(chat)
                .state()
                .turn()
                .orElseThrow()
                .questions()
                .getFirst()
                .question()
                .id();
    }

    private static Answer answer(Workplace place, ChatId chat, String choice) {
        return place.engine.ask(
                chat,
                new ChatCommand.AnswerQuestion(
                        open(place, chat), new QuestionAnswer(List.of(choice), Optional.empty())));
    }

    private static ChatCommand goOn(QuestionId question) {
        return new ChatCommand.AnswerQuestion(question, new QuestionAnswer(List.of("Go on"), Optional.empty()));
    }

    private static Optional<Budget> tokens(long tokens) {
        return Optional.of(new Budget(OptionalLong.of(tokens), OptionalLong.empty()));
    }

    private List<TurnOutcome> outcomes(ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.TurnEnded.class::isInstance)
                .map(fact -> ((Fact.TurnEnded) fact).outcome())
                .toList();
    }
}
