package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.routing.Worlds;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SeveralAgentsTest {
    private static final World THREE = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace"), agent("a3", "Zoë"));
    private static final World TWICE = Worlds.limited(2, agent("a1", "Ada"), agent("a2", "Grace"), agent("a3", "Zoë"));

    private PlayedChat chat = new PlayedChat(THREE);

    @Test
    void oneMessageStartsAReplyOfEveryAgentItIsFor() {
        chat.send("Hello team!");
        assertThat(chat.replying()).containsExactly("a1", "a2", "a3");

        chat.answer("a2", "two").answer("a1", "one").answer("a3", "three");

        assertThat(chat.posted()).containsExactly("a2: two", "a1: one", "a3: three");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.all(Fact.MessageDelivered.class).getFirst().to()).isEmpty();
    }

    @Test
    void anAgentThatIsAddressedAnswersInTheSameTurnAndTheReplyIsAddressedBack() {
        chat.send("@a1 ask the others");
        chat.answer("a1", "@a2 what do you say?\n@a3 and you?");
        assertThat(chat.replying()).containsExactly("a2", "a3");
        chat.answer("a3", "Nothing. <world>DONE</world>").answer("a2", "This.");
        assertThat(chat.replying()).containsExactly("a1");
        chat.answer("a1", "They say this. <world>DONE</world>");

        assertThat(chat.posted())
                .containsExactly(
                        "a1: @a2 what do you say?\n@a3 and you?",
                        "a3: Nothing.",
                        "a2: @a1 This.",
                        "a1: They say this.");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.all(Fact.TurnStarted.class)).hasSize(1);
    }

    @Test
    void anAgentThatIsAddressedWhileItAnswersGivesOneMoreReplyToAllWhoAsked() {
        chat.send("@a1 slow\n@a2 quick\n@a3 quick");
        chat.answer("a2", "@a1 first").answer("a3", "@a1 second");
        assertThat(chat.replying()).containsExactly("a1");

        chat.answer("a1", "mine");
        assertThat(chat.replying()).containsExactly("a1");
        chat.answer("a1", "to both");

        assertThat(chat.posted()).endsWith("a1: mine", "a1: @a2\n@a3\n\nto both");
        assertThat(chat.replying()).containsExactly("a2", "a3");
    }

    @Test
    void whoAskedBeforeAStopIsAnsweredWhenTheTurnGoesOn() {
        chat.send("@a1 slow\n@a2 quick");
        chat.answer("a2", "@a1 first");
        chat.command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));

        chat.command(new ChatCommand.Continue());
        assertThat(chat.replying()).containsExactly("a1");
        chat.answer("a1", "mine");

        assertThat(chat.posted()).endsWith("a1: @a2 mine");
    }

    @Test
    void oneThatFailsLeavesTheOthers() {
        chat.send("Hello team!");
        chat.fail("a1", "It is down.");
        assertThat(chat.replying()).containsExactly("a2", "a3");
        chat.answer("a2", "two").fail("a3", "It is down too.");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.state().canContinue()).isFalse();
    }

    @Test
    void aTurnFailsWhenNobodyAnsweredAndContinueAsksAllAgain() {
        chat.send("@a1 hi\n@a3 hi");
        chat.fail("a3", "It is down.").fail("a1", "It is down too.");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);
        assertThat(chat.all(Fact.TurnEnded.class).getFirst().reason()).hasValue("It is down.");

        chat.command(new ChatCommand.Continue());
        assertThat(chat.replying()).containsExactly("a3", "a1");
    }

    @Test
    void aStopEndsAllOfThemAndContinueGoesOnWithThoseThatWereNotDone() {
        chat.send("Hello team!");
        chat.answer("a1", "@a2 more please").answer("a3", "three");
        chat.command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
        assertThat(chat.replying()).isEmpty();
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.STOPPED);
        assertThat(chat.all(Fact.ReplyEnded.class)).hasSize(3);

        chat.command(new ChatCommand.Continue());
        assertThat(chat.replying()).containsExactly("a2");
        chat.answer("a2", "here <world>STOP</world>");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.STOPPED, TurnOutcome.ANSWERED);
    }

    @Test
    void continuingAHandOffAnswersWhoHadAsked() {
        chat.send("@a1 ask a2");
        chat.answer("a1", "@a2 well?");
        chat.command(new ChatCommand.Recover());
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.INTERRUPTED);

        chat.command(new ChatCommand.Continue());
        chat.answer("a2", "Well.");
        assertThat(chat.posted()).endsWith("a2: @a1 Well.");
    }

    @Test
    void whoIsGoneWhenATurnGoesOnIsSaidToBeGone() {
        chat.send("@a2 hi");
        chat.command(new ChatCommand.ShutDown());
        chat.edit(Worlds.of(agent("a1", "Ada")));
        chat.command(new ChatCommand.Continue());

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.INTERRUPTED, TurnOutcome.FAILED);
        assertThat(chat.all(Fact.TurnEnded.class).getLast().reason())
                .hasValue("@a2 is no longer an agent of this world.");
    }

    @Test
    void aRunningTurnHandsOverAmongTheAgentsItBeganWith() {
        chat.send("@a1 hi");
        chat.edit(Worlds.of(agent("a1", "Ada"), agent("a4", "New")));
        chat.answer("a1", "@a4 you?\n@a2 you?");
        assertThat(chat.replying()).containsExactly("a2");
    }

    @Test
    void anAgentStopsAtItsLimitAndSaysSoOnceToThePerson() {
        chat = new PlayedChat(TWICE);
        chat.send("@a1 argue");
        chat.answer("a1", "@a2 no").answer("a2", "yes").answer("a1", "@a2 no\n@a3 help");
        chat.answer("a2", "yes").answer("a3", "@a1 calm down");
        assertThat(chat.replying()).isEmpty();

        assertThat(chat.all(Fact.ReplyLimited.class))
                .extracting(limited -> limited.agent().value())
                .containsExactly("a1", "a1");
        assertThat(chat.notices())
                .singleElement()
                .asString()
                .startsWith("@a1 has answered 2 times since a person wrote last");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.LIMITED);
        assertThat(chat.all(Fact.TurnEnded.class).getFirst().reason()).hasValue("@a1 reached its limit of replies.");
    }

    @Test
    void aPersonsNextMessageLetsAnAgentGoOnAndContinuingDoesNot() {
        chat = new PlayedChat(TWICE);
        chat.send("@a1 argue");
        chat.answer("a1", "@a2 no").answer("a2", "yes").answer("a1", "@a2 no");
        chat.command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
        chat.command(new ChatCommand.Continue());
        chat.answer("a2", "yes");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.STOPPED, TurnOutcome.LIMITED);

        chat.send("@a1 go on");
        chat.answer("a1", "@a2 no").answer("a2", "yes").answer("a1", "fine <world>STOP</world>");
        assertThat(chat.outcomes()).endsWith(TurnOutcome.ANSWERED);
    }

    @Test
    void aMessageThatNobodyAnswersHasATurnWithoutReplies() {
        chat.send("let us ask @a3 later");

        assertThat(chat.all(Fact.ReplyStarted.class)).isEmpty();
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.notices()).isEmpty();
        assertThat(chat.lastEffects()).as("nothing to make a title of").isEmpty();
    }

    @Test
    void anAgentThatDoesNotExistIsSaidInTheChat() {
        chat.send("@a9 hi");

        assertThat(chat.notices()).containsExactly("There is no agent @a9 here. Did you mean @a1, @a2 or @a3?");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.all(Fact.MessageDelivered.class).getFirst().to()).hasValue(List.of());
    }

    @Test
    void theTitleIsMadeAfterTheFirstTurnWithAnAnswer() {
        chat.send("let us ask @a3 later");
        chat.send("@a3 now");
        chat.answer("a3", "yes");
        assertThat(chat.lastEffects()).containsExactly(new Effect.MakeTitle(3));
    }

    @Test
    void anAgentThatPassesPostsAnEmptyMessageAndCallsNobody() {
        chat.send("@a1 ask");
        chat.answer("a1", "@a2 anything?").answer("a2", "<world>PASS</world>");

        Message passed = chat.all(Fact.MessagePosted.class).getLast().message();
        assertThat(passed.parts()).isEmpty();
        assertThat(passed.state()).isEqualTo(MessageState.COMPLETE);
        assertThat(passed.reason()).hasValue("It had nothing to add.");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
    }

    @Test
    void whatWasSaidBeforeAFailureCallsNobody() {
        chat.send("@a1 ask");
        chat.answer("a1", "@a2 anything?");
        chat.command(new ChatCommand.Abort("It broke."));

        assertThat(chat.all(Fact.MessagePosted.class).getLast().message().to()).hasValue(List.of());
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);
    }

    @Test
    void anAgentWithoutAModelFailsAndTheOthersAnswer() {
        var modelless = new Agent(
                new AgentId("a1"),
                "Ada",
                Optional.empty(),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
        chat = new PlayedChat(Worlds.of(modelless, agent("a2", "Grace")));
        chat.send("Hello team!");
        assertThat(chat.replying()).containsExactly("a2");
        chat.answer("a2", "@a1 you too");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.all(Fact.ReplyEnded.class))
                .extracting(Fact.ReplyEnded::outcome)
                .containsExactly(ReplyOutcome.FAILED, ReplyOutcome.ANSWERED, ReplyOutcome.FAILED);
    }

    @Test
    void anEmptyAnswerIsAskedForOnceMorePerAgent() {
        chat.send("@a1 hi\n@a2 hi");
        chat.answer("a1", "").answer("a2", "two").answer("a1", " ");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.all(Fact.ReplyEnded.class))
                .extracting(Fact.ReplyEnded::outcome)
                .containsExactly(ReplyOutcome.ANSWERED, ReplyOutcome.FAILED);
        assertThat(chat.all(Fact.ModelCallStarted.class)).hasSize(3);
    }

    @Test
    void aLateResultOfOneReplyTouchesNoOther() {
        chat.send("Hello team!");
        OpenTurn turn = chat.state().turn().orElseThrow();
        OpenReply first = turn.replies().getFirst();
        chat.answer("a1", "one");
        var again = new ChatCommand.CallEnded(
                turn.turn(),
                first.reply(),
                first.call().orElseThrow().call(),
                new CallResult.Failed("late", Usage.NONE),
                List.of());

        assertThat(chat.command(again)).isEqualTo(new Answer.Dropped());
        assertThat(chat.replying()).containsExactly("a2", "a3");
    }
}
