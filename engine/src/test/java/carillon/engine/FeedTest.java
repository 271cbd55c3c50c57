package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import carillon.core.id.ChatId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedTest {
    private final Workplace workplace = new Workplace();
    private final HandModel model = workplace.model;
    private final ChatId chat = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void readingFromAnySeqGivesTheRestInOrder() throws Exception {
        turns(30);
        List<Fact> all = workplace.facts(chat);

        for (int cursor = 0; cursor <= all.size(); cursor++) {
            try (var reader = new Reader(workplace.engine, chat, cursor)) {
                Reader.Seen seen = reader.until(each -> each.caughtUp);
                assertThat(seen.facts()).isEqualTo(all.subList(cursor, all.size()));
                assertThat(seen.cutoff).isEqualTo(all.size());
                assertThat(seen.reset).isFalse();
                assertThat(seen.text()).isEmpty();
            }
        }
    }

    @Test
    void aCursorPastTheEndIsResetAndReadFromTheStart() throws Exception {
        turns(1);
        try (var reader = new Reader(workplace.engine, chat, 1_000)) {
            Reader.Seen seen = reader.until(each -> each.caughtUp);
            assertThat(seen.reset).isTrue();
            assertThat(seen.facts()).isEqualTo(workplace.facts(chat));
        }
        assertThatThrownBy(() -> new Reader(workplace.engine, chat, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reader(workplace.engine, new ChatId("nowhere"), 0))
                .isInstanceOf(ChatNotFoundException.class);
    }

    @Test
    void aReaderThatComesInMidTextGetsItWholeBeforeItIsLive() throws Exception {
        workplace.send(chat, "go");
        HandModel.Call call = model.next(chat).says("a").thinks("t").says("b");
        try (Reader first = workplace.reads(chat)) {
            first.until(seen -> seen.text().equals("ab"));
        }
        try (Reader late = workplace.reads(chat)) {
            Reader.Seen seen = late.until(each -> each.caughtUp);
            List<Streamed> deltas = deltas(seen.events.subList(0, seen.eventsBeforeCaughtUp));
            assertThat(deltas)
                    .hasSize(2)
                    .allSatisfy(delta -> assertThat(delta.delta().offset()).isZero());
            assertThat(seen.text()).isEqualTo("ab");

            call.says("c").answers();
            assertThat(late.untilTurnEnded().text()).isEqualTo("abc");
        }
    }

    @Test
    void offsetsAreWithoutGapsAndNeverInsideACharacter() throws Exception {
        try (Reader reader = workplace.reads(chat);
                Reader first = workplace.reads(chat)) {
            workplace.send(chat, "go");
            HandModel.Call call = model.next(chat).says("z");
            String bell = "🔔";
            for (int i = 0; i < 500; i++) call.says("x" + bell.charAt(0)).says(bell.charAt(1) + "y");
            call.says("😀".repeat(30_000)).answers();
            first.untilTurnEnded();
            Reader.Seen seen = reader.untilTurnEnded();

            int length = 0;
            for (Streamed delta : deltas(seen.events)) {
                assertThat(delta.delta().offset()).isEqualTo(length);
                length += delta.delta().text().length();
                assertThat(Character.isHighSurrogate(
                                delta.delta().text().charAt(delta.delta().text().length() - 1)))
                        .isFalse();
            }
            assertThat(seen.text()).isEqualTo("z" + ("x" + bell + "y").repeat(500) + "😀".repeat(30_000));
        }
    }

    @Test
    void allTextComesBeforeTheFactThatEndsIt() throws Exception {
        try (Reader reader = workplace.reads(chat)) {
            workplace.send(chat, "go");
            model.next(chat).says("all of it").answers();
            List<ChatEvent> events = reader.untilTurnEnded().events;
            int end = 0;
            while (!(events.get(end) instanceof Recorded(var _, var _, var _, Fact.ModelCallEnded _))) end++;
            assertThat(deltas(events.subList(0, end)).stream()
                            .map(each -> each.delta().text()))
                    .containsExactly("all of it");
            assertThat(deltas(events.subList(end, events.size()))).isEmpty();
        }
    }

    @RepeatedTest(20)
    void aReaderThatSleptThroughManyTurnsMissesNothing() throws Exception {
        try (Reader slow = workplace.reads(chat)) {
            turns(20);
            Reader.Seen seen = slow.until(each -> each.count(Fact.TurnEnded.class) == 20);
            assertThat(seen.facts()).isEqualTo(workplace.facts(chat));
        }
    }

    @Test
    void aReaderThatNeverPullsHoldsUpNobody() throws Exception {
        ChatId other = workplace.chat();
        try (Subscription _ = workplace.engine.subscribe(chat, 0, () -> {});
                Reader reader = workplace.reads(chat);
                Reader ofOther = workplace.reads(other)) {
            for (ChatId each : List.of(chat, other)) {
                workplace.send(each, "go");
                model.next(each).says("x".repeat(100_000)).answers();
            }
            assertThat(reader.untilTurnEnded().text()).hasSize(100_000);
            assertThat(ofOther.untilTurnEnded().text()).hasSize(100_000);
        }
    }

    private void turns(int many) throws Exception {
        try (Reader reader = workplace.reads(chat)) {
            for (int i = 1; i <= many; i++) {
                int turn = i;
                workplace.send(chat, "q" + i);
                model.next(chat).says("a" + i).answers();
                reader.until(seen -> seen.count(Fact.TurnEnded.class) == turn);
            }
        }
    }

    private static List<Streamed> deltas(List<ChatEvent> events) {
        return events.stream()
                .filter(Streamed.class::isInstance)
                .map(Streamed.class::cast)
                .filter(each -> each.delta() instanceof Delta.Text || each.delta() instanceof Delta.Reasoning)
                .toList();
    }
}
