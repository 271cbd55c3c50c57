package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.CallId;
import carillon.core.id.QuestionId;
import carillon.core.routing.Worlds;
import carillon.core.world.Budget;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    /** An answer of {@link PlayedChat} is three tokens. */
    private static final World THREE_TOKENS =
            Worlds.of(agent("a1", "Ada"), agent("a2", "Grace")).withBudgets(Optional.empty(), tokens(3));

    private final PlayedChat chat = new PlayedChat(THREE_TOKENS);

    @Test
    void aChatThatUsedUpItsBudgetAsksBeforeItAsksAModel() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");

        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(1);
        assertThat(asked())
                .containsExactly("This chat has used 3 tokens and reached the budget. Go on up to 6 tokens?");
        assertThat(status()).isEqualTo(StatusKind.QUESTION);
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
    }

    @Test
    void whoIsLetGoOnMayUseAsMuchAgain() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");

        assertThat(chat.choose("Go on")).isEqualTo(new Answer.Done());
        assertThat(chat.replying()).containsExactly("a1");
        chat.answer("a1", "two");
        assertThat(asked()).hasSize(1);
        chat.send("@a1 three");

        assertThat(asked()).hasSize(2);
        assertThat(chat.posted()).containsExactly("a1: one", "a1: two");
    }

    @Test
    void whatIsUsedWhileAPersonThinksDoesNotAskAgain() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");
        chat.command(new ChatCommand.TitleMade(new CallId("title"), 0, "", Usage.counted(50, 5, 0)));

        chat.choose("Go on");

        assertThat(asked()).hasSize(1);
        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(2);
        assertThat(chat.state().granted(Grant.Scope.CHAT).orElseThrow().tokens())
                .hasValue(61);
    }

    @Test
    void whoIsNotLetGoOnStopsAndKeepsWhatWaits() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");
        chat.send("later");
        chat.choose("Stop here");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.STOPPED);
        assertThat(chat.waiting()).containsExactly("later");
        assertThat(chat.state().queuePaused()).isPresent();
        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(1);
    }

    @Test
    void severalAgentsAskOnceAndGoOnTogether() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("both of you");
        assertThat(asked()).hasSize(1);
        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(1);

        chat.choose("Go on");

        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(3);
        chat.answer("a2", "two").answer("a1", "three");
        assertThat(chat.outcomes()).hasSize(2);
    }

    @Test
    void theBudgetOfAWorldCountsWhatItsOtherChatsUse() {
        var other = new PlayedChat(Worlds.of(agent("a1", "Ada")).withBudgets(tokens(10), Optional.empty()));
        other.spendElsewhere(new Usage(4, 5, 0, 1_500_000_000, 0));
        other.send("within");
        other.answer("a1", "well");
        other.spendElsewhere(new Usage(1, 0, 0, 0, 0));
        other.send("beyond");

        assertThat(other.all(Fact.QuestionAsked.class))
                .singleElement()
                .satisfies(asked -> assertThat(asked.question().text())
                        .isEqualTo("The chats of this world have used 13 tokens and reached the budget."
                                + " Go on up to 23 tokens?"));
    }

    @Test
    void moneyIsABudgetToo() {
        var spending = new PlayedChat(Worlds.of(agent("a1", "Ada"))
                .withBudgets(
                        Optional.of(new Budget(OptionalLong.empty(), OptionalLong.of(2_000_000))), Optional.empty()));
        spending.spendElsewhere(new Usage(1, 1, 0, 2_000_000, 1));
        spending.send("more");

        assertThat(spending.all(Fact.QuestionAsked.class).getFirst().question().text())
                .isEqualTo("The chats of this world have used at least $0.0020 and reached the budget. Go on up to"
                        + " $0.0040?");
    }

    @Test
    void whatIsAskedOutlivesTheProcess() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");
        chat.command(new ChatCommand.ShutDown());
        chat.command(new ChatCommand.Recover());

        assertThat(status()).isEqualTo(StatusKind.QUESTION);
        chat.choose("Go on");
        chat.answer("a1", "two");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED, TurnOutcome.ANSWERED);
    }

    @Test
    void aTurnOfWhichSomethingRanIsInterruptedWithItsQuestion() {
        chat.send("@a1 one\n@a2 one");
        chat.answer("a1", "@a1 @a2 again");
        chat.send("@a1 two", SendMode.STEER);
        assertThat(asked()).hasSize(1);
        assertThat(chat.replying()).containsExactly("a2", "a1");

        chat.command(new ChatCommand.Recover());

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.INTERRUPTED);
        assertThat(chat.all(Fact.QuestionAnswered.class))
                .extracting(Fact.QuestionAnswered::answer)
                .containsExactly(Optional.empty());
    }

    @Test
    void stoppingSettlesWhatIsAsked() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");
        QuestionId question =
                chat.all(Fact.QuestionAsked.class).getFirst().question().id();
        chat.stop(QueueAfterStop.PAUSE);

        Answer late = chat.command(
                new ChatCommand.AnswerQuestion(question, new QuestionAnswer(List.of("Go on"), Optional.empty())));

        assertThat(late).isEqualTo(new Answer.Refused(Refusal.QUESTION_NOT_OPEN));
        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(1);
    }

    @Test
    void onlyWhatIsOfferedAnswers() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.send("@a1 two");

        assertThat(chat.choose("Perhaps")).isEqualTo(new Answer.Refused(Refusal.ANSWER_NOT_ALLOWED));
        assertThat(status()).isEqualTo(StatusKind.QUESTION);
    }

    @Test
    void aHigherBudgetLetsTheNextTurnGoOn() {
        chat.send("@a1 one");
        chat.answer("a1", "one");
        chat.edit(THREE_TOKENS.withBudgets(Optional.empty(), tokens(100)));
        chat.send("@a1 two");

        assertThat(asked()).isEmpty();
    }

    private List<String> asked() {
        return chat.all(Fact.QuestionAsked.class).stream()
                .map(asked -> asked.question().text())
                .toList();
    }

    private StatusKind status() {
        return ChatStatus.of(chat.state(), java.util.Map.of()).kind();
    }

    private static Optional<Budget> tokens(long tokens) {
        return Optional.of(new Budget(OptionalLong.of(tokens), OptionalLong.empty()));
    }
}
