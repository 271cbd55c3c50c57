package carillon.core.chat;

import static carillon.core.chat.Uses.allowed;
import static carillon.core.chat.Uses.argumentsOf;
import static carillon.core.chat.Uses.asks;
import static carillon.core.chat.Uses.refused;
import static carillon.core.chat.Uses.says;
import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ImageId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.routing.Worlds;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.Budget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What agents do with tools that need nobody's approval. */
class ToolsTest {
    private static final int MOST_CALLS = 50;

    private final PlayedChat chat = new PlayedChat(Worlds.of(agent("a1", "Ada"), agent("a2", "Grace")));

    @Test
    void aToolThatMayRunIsStartedWithWhatItWasAllowedWith() {
        chat.send("@a1 look");
        chat.use("a1", "I look.", allowed("t1"));

        assertThat(chat.started()).singleElement().satisfies(run -> {
            assertThat(run.call()).isEqualTo(new ToolCallId("t1"));
            assertThat(run.arguments()).isEqualTo(argumentsOf("t1"));
            assertThat(run.binding()).isEqualTo("hash-t1");
            assertThat(run.agent()).isEqualTo(new AgentId("a1"));
        });
        assertThat(status()).isEqualTo(new ChatStatus(StatusKind.TOOL, Optional.of("shell"), status().place()));
        assertThat(chat.posted()).containsExactly("a1: I look.");
        assertThat(chat.outcomes()).isEmpty();
    }

    @Test
    void aModelIsAskedAgainWhenEveryCallOfItsReplyHasItsResult() {
        chat.send("@a1 look");
        chat.use("a1", "", allowed("t1"), allowed("t2"), refused("t3", "Never."));
        assertThat(chat.calls()).isEqualTo(1);

        chat.returned("t2", "two");
        assertThat(chat.calls()).isEqualTo(1);
        chat.returned("t1", "one");
        assertThat(chat.calls()).isEqualTo(2);

        chat.answer("a1", "Done.");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.results()).containsExactly("t3 REFUSED", "t2 RETURNED", "t1 RETURNED");
    }

    @Test
    void callsAreRequestedInTheModelsOrder() {
        chat.send("@a1 look");
        chat.use("a1", "", refused("t1", "Never."), allowed("t2"), asks("t3", "Which?"));

        assertThat(chat.all(Fact.ToolRequested.class))
                .extracting(asked -> asked.call().value())
                .containsExactly("t1", "t2", "t3");
        Message message = chat.all(Fact.MessagePosted.class).getLast().message();
        assertThat(message.parts())
                .extracting(part -> ((Part.ToolCall) part).id().value())
                .containsExactly("t1", "t2", "t3");
    }

    @Test
    void aRefusedCallComesBackWithItsReasonAndRunsNothing() {
        chat.send("@a1 look");
        chat.use("a1", "", refused("t1", "That is outside the workspace."));

        assertThat(chat.started()).isEmpty();
        assertThat(lastResult()).isEqualTo(ToolReturn.without(ToolOutcome.REFUSED, "That is outside the workspace."));
        assertThat(chat.calls()).isEqualTo(2);
    }

    @Test
    void aResultIsTakenOnce() {
        chat.send("@a1 look");
        chat.use("a1", "", allowed("t1"));

        assertThat(chat.returned("t1", "one")).isEqualTo(new Answer.Done());
        assertThat(chat.returned("t1", "other")).isEqualTo(new Answer.Dropped());
        assertThat(chat.results()).containsExactly("t1 RETURNED");
    }

    @Test
    void aResultOfWhatDoesNotRunHereIsDropped() {
        chat.send("@a1 look");
        chat.use("a1", "", allowed("t1"), asks("t2", "Which?"));
        TurnId turn = chat.state().turn().orElseThrow().turn();
        ToolReturn result = ToolReturn.without(ToolOutcome.RETURNED, "late");
        var reply = new ReplyId("r");

        assertThat(chat.command(new ChatCommand.ToolEnded(turn, reply, new ToolCallId("t2"), result)))
                .isEqualTo(new Answer.Dropped());
        assertThat(chat.command(new ChatCommand.ToolEnded(turn, reply, new ToolCallId("other"), result)))
                .isEqualTo(new Answer.Dropped());
        assertThat(chat.command(new ChatCommand.ToolEnded(new TurnId("other"), reply, new ToolCallId("t1"), result)))
                .isEqualTo(new Answer.Dropped());
    }

    @Test
    void aToolThatFailsIsAResultLikeAnother() {
        chat.send("@a1 look");
        chat.use("a1", "", allowed("t1"));
        var image = new ToolImage(new ImageId("abc"), ImageType.WEBP, 900, 16, 9);
        var result = new ToolReturn(
                ToolOutcome.FAILED, "No such file.", Optional.of("+a"), List.of(image), Optional.empty());
        chat.ended("t1", result);

        assertThat(lastResult()).isEqualTo(result);
        assertThat(chat.replying()).containsExactly("a1");
        assertThat(chat.calls()).isEqualTo(2);
    }

    @Test
    void aReplyAsksItsModelFiftyTimesAtMost() {
        chat.send("@a1 look");
        for (int i = 1; i <= MOST_CALLS; i++) chat.use("a1", "", refused("t" + i, "Never."));

        assertThat(chat.calls()).isEqualTo(MOST_CALLS);
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);
        assertThat(chat.state().lastTurn().orElseThrow().reason().orElseThrow()).contains("50 times");
        assertThat(chat.results()).hasSize(MOST_CALLS);
    }

    @Test
    void neitherSilenceNorASummaryIsAReasonToAskOnceMoreThanThat() {
        chat.send("@a1 look");
        for (int i = 1; i < MOST_CALLS; i++) chat.use("a1", "", refused("t" + i, "Never."));
        chat.answer("a1", "");
        assertThat(chat.calls()).isEqualTo(MOST_CALLS);
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);

        chat.goOn();
        for (int i = 1; i < MOST_CALLS - 1; i++) chat.use("a1", "", refused("u" + i, "Never."));
        chat.tooLong("a1", 2);
        chat.answer("a1", "In short.");
        assertThat(chat.calls()).isEqualTo(2 * MOST_CALLS);
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED, TurnOutcome.FAILED);
        assertThat(chat.all(Fact.HistoryCompacted.class)).hasSize(1);
    }

    @Test
    void aReplyThatAskedOftenEnoughAsksNobodyWhetherItMayGoOn() {
        var budget = Optional.of(new Budget(OptionalLong.of(3 * MOST_CALLS), OptionalLong.empty()));
        var spending = new PlayedChat(Worlds.of(agent("a1", "Ada")).withBudgets(Optional.empty(), budget));
        spending.send("look");
        for (int i = 1; i < MOST_CALLS; i++) spending.use("a1", "", refused("t" + i, "Never."));
        spending.answer("a1", "");

        assertThat(spending.all(Fact.QuestionAsked.class)).isEmpty();
        assertThat(spending.outcomes()).containsExactly(TurnOutcome.FAILED);
    }

    @Test
    void onlyTheLastMessageOfAReplyCallsOthers() {
        chat.send("@a1 look");
        chat.use("a1", "@a2 not yet", allowed("t1"));
        assertThat(chat.replying()).containsExactly("a1");

        chat.returned("t1", "one");
        chat.answer("a1", "@a2 now");
        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void whatAToolAsksAPersonAnswersAndThatIsTheResult() {
        chat.send("@a1 look");
        chat.use("a1", "", asks("t1", "Which of them?", "This", "That"), allowed("t2"));
        assertThat(status().kind()).isEqualTo(StatusKind.QUESTION);
        chat.returned("t2", "two");

        chat.tell(new QuestionAnswer(List.of("This", "That"), Optional.of("and more")));

        assertThat(lastResult()).isEqualTo(ToolReturn.without(ToolOutcome.RETURNED, "This\nThat\nand more"));
        assertThat(chat.calls()).isEqualTo(2);
        assertThat(chat.state().turn().orElseThrow().questions()).isEmpty();
    }

    @Test
    void stopHereAnswersAToolLikeAnyOtherWords() {
        chat.send("@a1 look");
        chat.use("a1", "", asks("t1", "Go on?", "Go on", "Stop here"));
        chat.choose("Stop here");

        assertThat(chat.replying()).containsExactly("a1");
        assertThat(lastResult().text()).isEqualTo("Stop here");
    }

    @Test
    void whatAnAgentSaysByAToolOthersAnswer() {
        chat.send("@a1 ask her");
        chat.use("a1", "", says("t1", "What do you think?", "a2"));

        assertThat(chat.results()).containsExactly("t1 RETURNED");
        assertThat(chat.replying()).containsExactly("a1", "a2");
        assertThat(chat.history()).contains("What do you think?");

        chat.answer("a2", "Yes.").answer("a1", "Done.");
        assertThat(chat.posted()).contains("a2: @a1 Yes.");
        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void nobodyIsToldSomethingThatIsNotThereOrTheAuthor() {
        chat.send("@a1 ask them");
        chat.use("a1", "", says("t1", "Hi.", "a2", "zoe"), says("t2", "Hi.", "a1"), says("t3", "Hi."));

        assertThat(chat.results()).containsExactly("t1 REFUSED", "t2 REFUSED", "t3 REFUSED");
        assertThat(chat.all(Fact.ToolEnded.class))
                .extracting(ended -> ended.result().text())
                .containsExactly(
                        "There is no agent @zoe here. The others are @a2.",
                        "An agent cannot send a message to itself. The others are @a2.",
                        "It names no agent to send it to. The others are @a2.");
        assertThat(chat.replying()).containsExactly("a1");
        assertThat(chat.history()).doesNotContain("Hi.");
    }

    @Test
    void whatSteersAnAgentThatUsesToolsComesWithItsNextModelCall() {
        chat.send("@a1 look");
        chat.use("a1", "", allowed("t1"));
        chat.send("@a1 look there too", SendMode.STEER);
        assertThat(chat.waiting()).containsExactly("@a1 look there too");

        chat.returned("t1", "one");
        assertThat(chat.waiting()).isEmpty();
        assertThat(chat.delivery("@a1 look there too")).isEqualTo("turn 1 for [a1]");
    }

    private ToolReturn lastResult() {
        return chat.all(Fact.ToolEnded.class).getLast().result();
    }

    private ChatStatus status() {
        return ChatStatus.of(chat.state(), Map.of());
    }
}
