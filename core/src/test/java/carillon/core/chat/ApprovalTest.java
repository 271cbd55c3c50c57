package carillon.core.chat;

import static carillon.core.chat.Uses.allowed;
import static carillon.core.chat.Uses.argumentsOf;
import static carillon.core.chat.Uses.needsApproval;
import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;
import carillon.core.routing.Worlds;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person decides about calls of tools. */
class ApprovalTest {
    private static final World TWO = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace"));
    private static final Answer NOT_OPEN = new Answer.Refused(Refusal.APPROVAL_NOT_OPEN);

    private final PlayedChat chat = new PlayedChat(TWO);

    @Test
    void aCallThatNeedsApprovalWaitsForAPerson() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"));

        assertThat(chat.started()).isEmpty();
        assertThat(chat.calls()).isEqualTo(1);
        assertThat(ChatStatus.of(chat.state(), Map.of()).kind()).isEqualTo(StatusKind.APPROVAL);
        assertThat(chat.all(Fact.ApprovalRequested.class))
                .extracting(Fact.ApprovalRequested::approval)
                .containsExactly(new Approval(
                        new ToolCallId("t1"),
                        new AgentId("a1"),
                        "shell",
                        argumentsOf("t1"),
                        "hash-t1",
                        "Run t1",
                        "rm t1",
                        "shell",
                        "all of shell"));
    }

    @Test
    void whatIsAllowedRunsExactlyAsItWasShown() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"), needsApproval("t2", "shell"));
        assertThat(chat.decide("t1", ApprovalDecision.ALLOW)).isEqualTo(new Answer.Done());

        assertThat(started()).containsExactly("t1 " + argumentsOf("t1") + " hash-t1");
        assertThat(waiting()).containsExactly("t2");
    }

    @Test
    void anApprovalIsAnsweredOnce() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"), needsApproval("t2", "other"));
        chat.decide("t1", ApprovalDecision.ALLOW);
        chat.deny("t2", "No.");
        int facts = Math.toIntExact(chat.state().seq());

        assertThat(chat.decide("t1", ApprovalDecision.ALLOW)).isEqualTo(NOT_OPEN);
        assertThat(chat.deny("t1", "No.")).isEqualTo(NOT_OPEN);
        assertThat(chat.decide("t2", ApprovalDecision.ALLOW_CHAT)).isEqualTo(NOT_OPEN);
        assertThat(chat.decide("t9", ApprovalDecision.ALLOW)).isEqualTo(NOT_OPEN);
        assertThat(chat.state().seq()).isEqualTo(facts);
    }

    @Test
    void whatIsDeniedComesBackWithTheReasonAndNeverRuns() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"), needsApproval("t2", "shell"));
        chat.deny("t1", "Use the other folder");
        chat.decide("t2", ApprovalDecision.DENY);

        assertThat(chat.started()).isEmpty();
        assertThat(chat.results()).containsExactly("t1 DENIED", "t2 DENIED");
        assertThat(chat.all(Fact.ToolEnded.class).getFirst().result().text()).contains("Use the other folder");
        assertThat(chat.calls()).isEqualTo(2);
    }

    @Test
    void aPersonMayAllowItWithOtherArguments() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"));
        chat.allowWith("t1", new ChangedArguments("{\"run\":\"ls\"}", "hash-ls"));
        chat.returned("t1", "one");

        assertThat(started()).containsExactly("t1 {\"run\":\"ls\"} hash-ls");
        assertThat(chat.all(Fact.ToolEnded.class).getLast().result())
                .isEqualTo(new ToolReturn(
                        ToolOutcome.RETURNED, "one", Optional.empty(), List.of(), Optional.of("{\"run\":\"ls\"}")));
    }

    @Test
    void onlyWhatIsAllowedOnceCanHaveOtherArguments() {
        var call = new ToolCallId("t1");
        var changed = Optional.of(new ChangedArguments("{}", "hash"));

        for (ApprovalDecision decision : List.of(ApprovalDecision.ALLOW_CHAT, ApprovalDecision.DENY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ChatCommand.AnswerApproval(call, decision, Optional.empty(), changed));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChatCommand.AnswerApproval(
                        call, ApprovalDecision.CANCELLED, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatIsAllowedForTheChatLetsGoAllOfItsScopeWhetherItWaitsOrComes() {
        chat.send("both");
        chat.use("a1", "", needsApproval("t1", "shell"), needsApproval("t2", "other"));
        chat.use("a2", "", needsApproval("t3", "shell"));
        chat.decide("t1", ApprovalDecision.ALLOW_CHAT);

        assertThat(waiting()).containsExactly("t2");
        assertThat(started())
                .containsExactly("t1 " + argumentsOf("t1") + " hash-t1", "t3 " + argumentsOf("t3") + " hash-t3");
        chat.returned("t3", "three");
        chat.use("a2", "", needsApproval("t4", "shell"), needsApproval("t5", "other"));
        assertThat(waiting()).containsExactly("t2", "t5");
        assertThat(started()).last().isEqualTo("t4 " + argumentsOf("t4") + " hash-t4");
    }

    @Test
    void whatIsAllowedOnceAllowsNothingElse() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"));
        chat.decide("t1", ApprovalDecision.ALLOW);
        chat.returned("t1", "one");
        chat.use("a1", "", needsApproval("t2", "shell"));

        assertThat(waiting()).containsExactly("t2");
    }

    @Test
    void whatIsAllowedForAChatIsNotForAnother() {
        chat.send("@a1 do it");
        chat.use("a1", "", needsApproval("t1", "shell"));
        chat.decide("t1", ApprovalDecision.ALLOW_CHAT);
        var other = new PlayedChat(TWO);
        other.send("@a1 do it");
        other.use("a1", "", needsApproval("t1", "shell"));

        assertThat(other.started()).isEmpty();
        assertThat(chat.started()).hasSize(1);
    }

    @Test
    void othersGoOnWhileOneWaitsForAPerson() {
        chat.send("both");
        chat.use("a1", "", needsApproval("t1", "shell"), allowed("t2"));
        chat.returned("t2", "two");
        chat.answer("a2", "Done.");

        assertThat(chat.replying()).containsExactly("a1");
        assertThat(chat.results()).containsExactly("t2 RETURNED");
        assertThat(chat.posted()).contains("a2: Done.");
    }

    private List<String> started() {
        return chat.started().stream()
                .map(run -> run.call() + " " + run.arguments() + " " + run.binding())
                .toList();
    }

    private List<String> waiting() {
        return chat.state()
                .turn()
                .orElseThrow()
                .approvals()
                .map(approval -> approval.call().value())
                .toList();
    }
}
