package carillon.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.Sender;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.routing.Worlds;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Counts a token for each character, so that sizes can be read off. */
class CompactionTest {
    private static final TokenCounter CHARACTERS = String::length;
    private static final Agent ADA = Worlds.agent("ada", "Ada");
    private static final World WORLD = Worlds.of(ADA);

    @Test
    void theOldestHalfIsSummedUpAndTheNewestQuarterStays() {
        List<Line> transcript = messages(10, 92);

        assertThat(next(transcript, 800)).hasValue(4);
        assertThat(next(transcript, 2_000)).hasValue(5);
        assertThat(next(transcript, 100_000)).isEmpty();
    }

    @Test
    void theNewestMessageAlwaysStays() {
        assertThat(next(messages(1, 10_000), 100)).isEmpty();
        assertThat(next(messages(2, 10_000), 100)).hasValue(1);
    }

    @Test
    void whatWasSummedUpIsShownAsItsSummary() {
        List<Line> transcript = with(messages(4, 20), summary("ada", 2, "In short."));

        List<PromptMessage> prompt = Prompt.of(WORLD, ADA, transcript, false);

        assertThat(prompt.stream().filter(message -> message.role() == Role.USER))
                .extracting(PromptMessage::text)
                .containsExactly("A summary of the conversation so far:\nIn short.", text(3, 20), text(4, 20));
    }

    @Test
    void theSummaryOfAnotherAgentIsNotShown() {
        List<Line> transcript = with(messages(3, 20), summary("bob", 2, "In short."));

        assertThat(Prompt.of(WORLD, ADA, transcript, false))
                .extracting(PromptMessage::text)
                .contains(text(1, 20))
                .noneMatch(text -> text.contains("In short."));
    }

    @Test
    void theNextSummaryTakesUpTheOneBefore() {
        List<Line> transcript = with(messages(10, 92), summary("ada", 4, "In short."));
        var compaction = new Compaction(ADA, transcript, CHARACTERS, 800);
        long upTo = compaction.next().orElseThrow();

        String asked = compaction.prompt(WORLD, ADA, upTo).getLast().text();

        assertThat(upTo).isEqualTo(7);
        assertThat(asked)
                .startsWith(Compaction.REQUEST + " so that")
                .contains("In short.", text(5, 92), text(7, 92))
                .doesNotContain(text(4, 92), text(8, 92));
    }

    @Test
    void roundAfterRoundMakesItShorterUntilItFits() {
        List<Line> transcript = messages(200, 92);
        int rounds = 0;
        while (Compaction.count(Prompt.of(WORLD, ADA, transcript, false), CHARACTERS) > 800) {
            long upTo = next(transcript, 800).orElseThrow();
            transcript = with(transcript, summary("ada", upTo, "s".repeat(100)));
            rounds++;
        }
        assertThat(rounds).isBetween(80, 120);
    }

    @Test
    void aMessageThatIsTooLongForASummaryLosesItsMiddle() {
        String bells = "🔔".repeat(1_000);
        List<Line> transcript = lines(List.of(human("m1", bells), human("m2", "next")));

        String asked = new Compaction(ADA, transcript, CHARACTERS, 800)
                .prompt(WORLD, ADA, 1)
                .getLast()
                .text();

        assertThat(asked).contains("[…]").hasSizeLessThan(1_000);
        assertThat(asked.codePoints()
                        .filter(Character::isSupplementaryCodePoint)
                        .count())
                .isGreaterThan(150);
        assertThat(asked.chars().filter(letter -> letter == '\ud83d').count())
                .isEqualTo(asked.chars().filter(letter -> letter == '\udd14').count());
    }

    @Test
    void whatSurelyFitsIsNotCounted() {
        var prompt = List.of(new PromptMessage(Role.USER, "x".repeat(100)));

        assertThat(Compaction.surelyFits(prompt, 308)).isTrue();
        assertThat(Compaction.surelyFits(prompt, 307)).isFalse();
    }

    private static OptionalLong next(List<Line> transcript, long limit) {
        return new Compaction(ADA, transcript, CHARACTERS, limit).next();
    }

    private static List<Line> messages(int count, int chars) {
        var messages = new ArrayList<Message>();
        for (int i = 1; i <= count; i++) messages.add(human("m" + i, text(i, chars)));
        return lines(messages);
    }

    private static String text(int number, int chars) {
        String start = "message " + number + " ";
        return start + "x".repeat(Math.max(0, chars - start.length()));
    }

    private static Message human(String id, String text) {
        return Message.said(new MessageId(id), Sender.HUMAN, Optional.empty(), Optional.empty(), text);
    }

    private static Message summary(String agent, long upTo, String text) {
        return new Message(
                new MessageId("s" + upTo),
                Sender.SYSTEM,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(new AgentId(agent))),
                List.of(new Part.Summary(text, new AgentId(agent), upTo)),
                MessageState.COMPLETE,
                Optional.empty());
    }

    private static List<Line> lines(List<Message> messages) {
        var lines = new ArrayList<Line>();
        for (Message message : messages) lines.add(new Line(lines.size() + 1, message));
        return lines;
    }

    private static List<Line> with(List<Line> transcript, Message more) {
        var longer = new ArrayList<>(transcript);
        longer.add(new Line(transcript.size() + 1, more));
        return longer;
    }
}
