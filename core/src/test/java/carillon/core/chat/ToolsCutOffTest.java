package carillon.core.chat;

import static carillon.core.chat.Uses.allowed;
import static carillon.core.chat.Uses.asks;
import static carillon.core.chat.Uses.needsApproval;
import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.routing.Worlds;
import carillon.core.tool.ToolOutcome;
import carillon.core.world.Budget;
import carillon.core.world.World;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of tools, approvals and questions when their turn, or the process, ends. */
class ToolsCutOffTest {
    private static final World TWO = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace"));

    private final PlayedChat chat = new PlayedChat(TWO);

    /** How a person or a fault ends a turn. */
    private enum End {
        STOP,
        DELETE,
        REWIND,
        RESEND,
        INTERRUPT,
        ROLL_BACK,
        ABORT;

        /** What becomes of a tool that runs: what a person stopped is known to have been stopped. */
        ToolOutcome runningBecomes() {
            return this == ABORT ? ToolOutcome.UNKNOWN : ToolOutcome.STOPPED;
        }
    }

    private void end(End how) {
        switch (how) {
            case STOP -> chat.stop(QueueAfterStop.PAUSE);
            case DELETE -> chat.command(new ChatCommand.Delete());
            case REWIND -> chat.rewind("@a1 do it");
            case RESEND -> chat.resend("@a1 do it", "other");
            case INTERRUPT -> chat.send("other", SendMode.INTERRUPT);
            case ROLL_BACK -> chat.send("other", SendMode.ROLLBACK);
            case ABORT -> chat.command(new ChatCommand.Abort("It met a fault."));
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void eachCallHasItsResultWhenItsTurnEnds(End how) {
        chat.send("@a1 do it");
        chat.use("a1", "", allowed("t1"), needsApproval("t2", "shell"), asks("t3", "Which?"));
        end(how);

        assertThat(chat.results()).containsExactly("t1 " + how.runningBecomes(), "t2 STOPPED", "t3 STOPPED");
        assertThat(chat.all(Fact.ApprovalAnswered.class))
                .extracting(Fact.ApprovalAnswered::decision)
                .containsExactly(ApprovalDecision.CANCELLED);
        assertThat(chat.all(Fact.QuestionAnswered.class))
                .extracting(Fact.QuestionAnswered::answer)
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void whatEndedWithItsTurnIsNeitherAllowedNorBroughtALateResult(End how) {
        chat.send("@a1 do it");
        chat.use("a1", "", allowed("t1"), needsApproval("t2", "shell"));
        end(how);
        int runs = chat.started().size();

        assertThat(chat.decide("t2", ApprovalDecision.ALLOW)).isInstanceOf(Answer.Refused.class);
        assertThat(chat.returned("t1", "late")).isEqualTo(new Answer.Dropped());
        assertThat(chat.started()).hasSize(runs);
        assertThat(chat.results()).hasSize(2);
    }

    @Test
    void stoppingAtTheBudgetEndsTheToolsOfOthersToo() {
        var budget = Optional.of(new Budget(OptionalLong.of(3), OptionalLong.empty()));
        var spending = new PlayedChat(TWO.withBudgets(Optional.empty(), budget));
        spending.send("both");
        spending.use("a1", "", allowed("t1"), needsApproval("t2", "shell"));
        spending.use("a2", "", allowed("t3"));
        spending.returned("t3", "three");
        assertThat(spending.calls()).isEqualTo(2);

        spending.choose("Stop here");

        assertThat(spending.results()).containsExactly("t3 RETURNED", "t1 STOPPED", "t2 STOPPED");
        assertThat(spending.outcomes()).containsExactly(TurnOutcome.STOPPED);
    }

    @Test
    void afterACrashWhatRanIsUnknownAndWhatWaitsForAPersonWaitsOn() {
        chat.send("@a1 do it");
        chat.use("a1", "", allowed("t1"), needsApproval("t2", "shell"));
        chat.command(new ChatCommand.Recover());

        assertThat(chat.results()).containsExactly("t1 UNKNOWN");
        assertThat(chat.outcomes()).isEmpty();
        assertThat(chat.returned("t1", "late")).isEqualTo(new Answer.Dropped());

        chat.decide("t2", ApprovalDecision.ALLOW);
        chat.returned("t2", "two");
        chat.answer("a1", "Done.");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.ANSWERED);
        assertThat(chat.started()).extracting(run -> run.call().value()).containsExactly("t1", "t2");
    }

    @Test
    void afterACrashAQuestionWaitsOn() {
        chat.send("@a1 do it");
        chat.use("a1", "", asks("t1", "Which?", "This"));
        chat.command(new ChatCommand.ShutDown());
        chat.command(new ChatCommand.Recover());
        chat.choose("This");

        assertThat(chat.results()).containsExactly("t1 RETURNED");
        assertThat(chat.calls()).isEqualTo(2);
    }

    @Test
    void whatHasAllItsResultsGoesOnWithTheNextProcessAndNotWithTheLast() {
        chat.send("both");
        chat.use("a1", "", needsApproval("t1", "shell"));
        chat.use("a2", "", allowed("t2"));
        chat.command(new ChatCommand.ShutDown());
        assertThat(chat.results()).containsExactly("t2 UNKNOWN");
        assertThat(chat.calls()).isEqualTo(2);

        chat.command(new ChatCommand.Recover());
        assertThat(chat.calls()).isEqualTo(3);
        assertThat(chat.started()).hasSize(1);
        chat.answer("a2", "I looked.");
        assertThat(chat.replying()).containsExactly("a1");
    }

    @Test
    void aTurnThatWaitsForNobodyIsInterrupted() {
        chat.send("@a1 do it");
        chat.use("a1", "", allowed("t1"));
        chat.command(new ChatCommand.Recover());

        assertThat(chat.results()).containsExactly("t1 UNKNOWN");
        assertThat(chat.outcomes()).containsExactly(TurnOutcome.INTERRUPTED);
        assertThat(chat.calls()).isEqualTo(1);
    }

    @Test
    void aTurnOfWhichAModelIsAskedIsInterruptedWithAllThatItWaitsFor() {
        chat.send("both");
        chat.use("a1", "", needsApproval("t1", "shell"), asks("t2", "Which?"));
        chat.command(new ChatCommand.Recover());

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.INTERRUPTED);
        assertThat(chat.results()).containsExactly("t1 STOPPED", "t2 STOPPED");
        assertThat(chat.decide("t1", ApprovalDecision.ALLOW)).isEqualTo(new Answer.Refused(Refusal.APPROVAL_NOT_OPEN));
    }
}
