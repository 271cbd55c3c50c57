package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.routing.Worlds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final PlayedChat chat = new PlayedChat(Worlds.of(agent("a1", "Ada")));

    @Test
    void aHistoryThatIsTooLongIsSummedUpAndThenAnswered() {
        chat.send("one");
        chat.answer("a1", "first");
        chat.send("two");
        chat.tooLong("a1", 4);
        assertThat(lastCall().compacts()).hasValue(4);

        chat.answer("a1", "They said one.");
        assertThat(lastCall().compacts()).isEmpty();
        chat.answer("a1", "second");

        assertThat(chat.all(Fact.HistoryCompacted.class))
                .extracting(Fact.HistoryCompacted::summary)
                .containsExactly(new Part.Summary("They said one.", new AgentId("a1"), 4));
        assertThat(chat.posted()).containsExactly("a1: first", "a1: second");
        assertThat(chat.all(Fact.ModelCallEnded.class))
                .extracting(Fact.ModelCallEnded::outcome)
                .containsExactly(
                        CallOutcome.ANSWERED, CallOutcome.TOO_LONG, CallOutcome.ANSWERED, CallOutcome.ANSWERED);
    }

    @Test
    void whatCannotBeSummedUpFailsWithTheReason() {
        chat.send("one");
        chat.tooLong("a1", 0);

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);
        assertThat(chat.state().lastTurn().orElseThrow().reason()).contains("It is too long.");
    }

    @Test
    void aSummaryThatFailsOrIsCutOffIsNoAnswer() {
        chat.send("one");
        chat.tooLong("a1", 2);
        chat.fail("a1", "It is down.");
        assertThat(chat.posted()).containsExactly("a1: ");
        assertThat(chat.state().lastTurn().orElseThrow().reason())
                .contains("The chat is too long for the model, and its earlier messages could not be summed up: It is"
                        + " down.");

        chat.goOn();
        chat.tooLong("a1", 2);
        chat.hear("a1", "half a summ");
        chat.stop(QueueAfterStop.PAUSE);
        assertThat(chat.posted()).containsExactly("a1: ", "a1: ");
        assertThat(chat.all(Fact.HistoryCompacted.class)).isEmpty();
    }

    @Test
    void anEmptySummaryIsAskedForOnceMore() {
        chat.send("one");
        chat.tooLong("a1", 2);
        chat.answer("a1", " ");
        assertThat(lastCall().compacts()).isEqualTo(OptionalLong.of(2));
        chat.answer("a1", "");

        assertThat(chat.outcomes()).containsExactly(TurnOutcome.FAILED);
    }

    @Test
    void aSummaryStandsInTheTranscriptForItsAgentAlone() {
        chat.send("one");
        chat.tooLong("a1", 2);
        chat.answer("a1", "Nothing yet.");

        Message summary = chat.all(Fact.HistoryCompacted.class).getFirst().inTranscript();
        assertThat(summary.sender()).isEqualTo(Sender.SYSTEM);
        assertThat(summary.to()).isEqualTo(Optional.of(List.of(new AgentId("a1"))));
        assertThat(summary.text()).isEmpty();
    }

    private Fact.ModelCallStarted lastCall() {
        return chat.all(Fact.ModelCallStarted.class).getLast();
    }
}
