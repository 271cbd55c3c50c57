package carillon.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChatStatusTest {
    private static final TurnId TURN = new TurnId("t");

    @Test
    void theStrongestOfSeveralRepliesCounts() {
        ChatState state = running("r1", "r2");
        var waiting = new CallPhase.Waiting(Optional.of("busy"), OptionalInt.of(3));

        assertThat(ChatStatus.of(state, Map.of()).kind()).isEqualTo(StatusKind.WAITING);
        assertThat(ChatStatus.of(state, Map.of(call("r1"), waiting, call("r2"), new CallPhase.Thinking()))
                        .kind())
                .isEqualTo(StatusKind.THINKING);
        assertThat(ChatStatus.of(state, Map.of(call("r1"), waiting, call("r2"), new CallPhase.Writing()))
                        .kind())
                .isEqualTo(StatusKind.WRITING);
        var nearer = new CallPhase.Waiting(Optional.of("busy"), OptionalInt.of(2));
        assertThat(ChatStatus.of(state, Map.of(call("r1"), waiting, call("r2"), nearer))
                        .place())
                .hasValue(2);
        assertThat(ChatStatus.of(running("r1"), Map.of(call("r1"), waiting)))
                .isEqualTo(new ChatStatus(StatusKind.WAITING, Optional.of("busy"), OptionalInt.of(3)));
    }

    @Test
    void aRestingChatSaysHowItsLastTurnEnded() {
        assertThat(ended(TurnOutcome.ANSWERED).kind()).isEqualTo(StatusKind.IDLE);
        assertThat(ended(TurnOutcome.FAILED))
                .isEqualTo(new ChatStatus(StatusKind.FAILED, Optional.of("why"), OptionalInt.empty()));
        assertThat(ended(TurnOutcome.STOPPED).kind()).isEqualTo(StatusKind.STOPPED);
        assertThat(ended(TurnOutcome.INTERRUPTED).kind()).isEqualTo(StatusKind.STOPPED);
        assertThat(ended(TurnOutcome.LIMITED).kind()).isEqualTo(StatusKind.STOPPED);
    }

    @Test
    void aPausedQueueIsStrongerThanAFailure() {
        ChatState state = all(
                running("r1"),
                new Fact.MessageAdmitted(new MessageId("m2"), Sender.HUMAN, "x", SendMode.QUEUE, Optional.empty()),
                new Fact.TurnEnded(TURN, TurnOutcome.FAILED, Optional.of("why"), Usage.NONE),
                new Fact.QueuePaused("paused"));
        assertThat(ChatStatus.of(state, Map.of()))
                .isEqualTo(new ChatStatus(StatusKind.QUEUED, Optional.of("paused"), OptionalInt.empty()));
    }

    private static ChatStatus ended(TurnOutcome outcome) {
        return ChatStatus.of(
                all(running("r1"), new Fact.TurnEnded(TURN, outcome, Optional.of("why"), Usage.NONE)), Map.of());
    }

    private static ChatState running(String... replies) {
        ChatState state = all(
                ChatState.EMPTY,
                new Fact.ChatCreated(new WorldId("w"), Optional.empty()),
                new Fact.TurnStarted(TURN, new MessageId("m"), 1, Optional.empty()));
        for (String reply : replies) {
            state = all(
                    state,
                    new Fact.ReplyStarted(TURN, new ReplyId(reply), new AgentId("a")),
                    new Fact.ModelCallStarted(
                            TURN,
                            new ReplyId(reply),
                            call(reply),
                            new AgentId("a"),
                            new MessageId("m" + reply),
                            new ProviderId("demo"),
                            "demo",
                            OptionalLong.empty()));
        }
        return state;
    }

    private static CallId call(String reply) {
        return new CallId("c" + reply);
    }

    private static ChatState all(ChatState from, Fact... facts) {
        return List.of(facts).stream().reduce(from, ChatState::after, (a, b) -> b);
    }
}
