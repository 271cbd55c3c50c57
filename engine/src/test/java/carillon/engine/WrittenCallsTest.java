package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import carillon.core.chat.StatusKind;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WrittenCallsTest {
    private final MemoryStore store = new MemoryStore();
    private final Workplace workplace = new Workplace(store, Workplace.PATIENT);
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    @RepeatedTest(5)
    void argumentsAreSeenAsTheyAreWrittenInTheirChatAlone() throws Exception {
        try (Reader inRed = workplace.reads(red);
                Reader inBlue = workplace.reads(blue)) {
            HandModel.Call callRed = asked(red);
            HandModel.Call callBlue = asked(blue);
            for (int i = 0; i < 100; i++) {
                callRed.writes(0, "look", "red" + i + " ");
                callBlue.writes(0, "change", "blue" + i + " ");
            }
            callRed.writes(1, "look", "red too");

            Reader.Seen seenRed = inRed.until(seen -> shown(seen).containsKey(1) && seen.is(StatusKind.WRITING));
            Reader.Seen seenBlue = inBlue.until(seen -> shown(seen).toString().contains("blue99 "));
            assertThat(shown(seenRed).get(0)).startsWith("look red0 red1 ").endsWith(" red99 ");
            assertThat(pieces(seenRed))
                    .allSatisfy(each -> assertThat(each.text()).doesNotContain("blue"));
            assertThat(pieces(seenBlue))
                    .allSatisfy(each -> assertThat(each.text()).doesNotContain("red"));
            assertThat(workplace.engine.look(red).open().getFirst().calls())
                    .extracting(call -> call.tool() + " " + call.arguments())
                    .containsExactlyElementsOf(shown(seenRed).values());
            assertThat(workplace.engine.look(blue).open().getFirst().calls()).hasSize(1);

            callRed.asksFor("look", "{\"at\":1}").answers();
            callBlue.says("blue").answers();
            workplace.tools.next(red).ends(ToolResult.of("seen"));
            assertThat(workplace.model.next(red).request().messages().toString())
                    .contains("{\"at\":1}")
                    .doesNotContain("red0 red1");
            assertThat(shown(inBlue.untilTurnEnded())).isEmpty();
            assertThat(workplace.facts(red).toString()).doesNotContain("red0 red1");
        }
    }

    @Test
    void whoComesBackInTheMiddleSeesWhatOneSeesThatNeverLeft() throws Exception {
        try (Reader stays = workplace.reads(red)) {
            HandModel.Call call = asked(red).writes(0, "look", "{\"a\":1").writes(0, "look", "}");
            call.writes(1, "change", "{\"path");
            List<ChatEvent> met;
            try (Reader leaves = workplace.reads(red)) {
                met = new ArrayList<>(leaves.until(seen -> shown(seen).containsKey(1)).events);
                call.writes(1, "change", "\":\"x\"}").writes(2, "look", "{");
                stays.until(seen -> shown(seen).containsKey(2));
                try (Reader back = new Reader(
                                workplace.engine, red, leaves.subscription().seq());
                        Reader late = workplace.reads(red)) {
                    List<ChatEvent> first = back.until(seen -> seen.caughtUp).events;
                    assertThat(first)
                            .allSatisfy(event -> assertThat(
                                            ((Streamed) event).delta().offset())
                                    .isZero());
                    met.addAll(first);
                    Map<Integer, String> shown = shown(stays.now());
                    assertThat(shown).isEqualTo(Map.of(0, "look {\"a\":1}", 1, "change {\"path\":\"x\"}", 2, "look {"));
                    assertThat(ShownCalls.after(met)).isEqualTo(shown);
                    assertThat(shown(late.until(seen -> seen.caughtUp))).isEqualTo(shown);

                    int from = first.size();
                    call.writes(2, "look", "}");
                    Reader.Seen next = back.until(seen -> shown(seen).containsValue("look {}"));
                    met.addAll(next.events.subList(from, next.events.size()));
                    assertThat(ShownCalls.after(met)).isEqualTo(shown(stays.now()));
                }
            }
        }
    }

    @Test
    void aModelThatIsAskedAgainWritesAnewAndNothingDoubles() throws Exception {
        try (Reader stays = workplace.reads(red);
                Reader sleeps = workplace.reads(red);
                Reader leaves = workplace.reads(red)) {
            HandModel.Call call = asked(red).writes(0, "look", "half").writes(1, "change", "more");
            for (Reader each : List.of(stays, sleeps, leaves))
                each.until(seen -> shown(seen).size() == 2);
            var met = new ArrayList<>(leaves.now().events);
            long seq = leaves.subscription().seq();

            call.waits("It broke off.");
            assertThat(shown(stays.until(seen -> seen.is(StatusKind.WAITING)))).isEmpty();
            assertThat(workplace.engine.look(red).open().getFirst().calls()).isEmpty();
            try (Reader back = new Reader(workplace.engine, red, seq)) {
                met.addAll(back.until(seen -> seen.caughtUp).events);
                assertThat(ShownCalls.after(met)).isEmpty();
            }

            call.asksAgain().writes(0, "look", "half").writes(0, "look", " and whole");
            var whole = Map.of(0, "look half and whole");
            assertThat(shown(stays.until(seen -> shown(seen).equals(whole)))).isEqualTo(whole);
            assertThat(shown(sleeps.now())).isEqualTo(whole);
            try (Reader back = new Reader(workplace.engine, red, seq)) {
                met.addAll(back.until(seen -> seen.caughtUp).events);
                assertThat(ShownCalls.after(met)).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStoppedOrFailsInTheMiddleLeavesNothing(boolean stopped) throws Exception {
        try (Reader reader = workplace.reads(red)) {
            HandModel.Call call = asked(red).says("I look.").writes(0, "look", "canary");
            reader.until(seen -> shown(seen).containsValue("look canary"));
            if (stopped) workplace.stop(red);
            else call.ends(new CallResult.Failed("It broke.", Usage.NONE));
            assertThat(shown(reader.untilTurnEnded())).isEmpty();
        }
        assertThat(workplace.engine.look(red).open()).isEmpty();
        try (Reader late = workplace.reads(red)) {
            assertThat(pieces(late.until(seen -> seen.caughtUp))).isEmpty();
        }
        assertThat(workplace.facts(red).toString()).contains("I look.").doesNotContain("canary");
        workplace.send(red, "again");
        assertThat(workplace.model.next(red).request().messages().toString())
                .contains("I look.")
                .doesNotContain("canary");
    }

    @Test
    void aProcessThatEndsInTheMiddleKeepsNothing() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            asked(red).says("I look.").writes(0, "look", "canary");
            reader.until(seen -> shown(seen).containsValue("look canary"));
        }
        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            try (Reader reader = after.reads(red)) {
                assertThat(pieces(reader.untilTurnEnded())).isEmpty();
            }
            assertThat(after.facts(red).toString()).doesNotContain("canary");
        }
    }

    @Test
    void aSlowReaderMeetsLongPiecesAndNeverHalfACharacter() throws Exception {
        String bell = "\uD83D\uDD14";
        try (Reader slow = workplace.reads(red);
                Reader quick = workplace.reads(red)) {
            HandModel.Call call = asked(red).writes(0, "look", "z");
            for (int i = 0; i < 1_000; i++) {
                call.writes(0, "look", "x" + bell.charAt(0)).writes(0, "look", bell.charAt(1) + "y");
            }
            call.writes(0, "look", "\uD83D\uDE00".repeat(30_000)).writes(0, "look", "end");
            quick.until(seen -> shown(seen).toString().contains("end"));

            Reader.Seen seen = slow.until(each -> shown(each).toString().contains("end"));
            assertThat(pieces(seen).size()).isLessThan(10);
            int length = 0;
            for (Delta.ToolArguments piece : pieces(seen)) {
                assertThat(piece.offset()).isEqualTo(length);
                length += piece.text().length();
                assertThat(Character.isHighSurrogate(
                                piece.text().charAt(piece.text().length() - 1)))
                        .isFalse();
            }
            assertThat(shown(seen).get(0))
                    .isEqualTo("look z" + ("x" + bell + "y").repeat(1_000) + "\uD83D\uDE00".repeat(30_000) + "end");
        }
    }

    @Test
    void callsThatAreTooManyAndNamesThatAreTooLongAreNotShown() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            HandModel.Call call = asked(red);
            String bell = "\uD83D\uDD14";
            for (int i = 0; i < 60; i++) call.writes(i, "x" + bell.repeat(1_000), "{}");
            call.says("so");
            Reader.Seen seen =
                    reader.until(each -> each.text().equals("so") && shown(each).size() >= 50);
            assertThat(shown(seen)).hasSize(50);
            assertThat(pieces(seen))
                    .allSatisfy(piece -> assertThat(piece.tool()).isEqualTo("x" + bell.repeat(49)));
        }
    }

    @Test
    void allThatWasWrittenComesBeforeTheFactThatEndsIt() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            asked(red).writes(0, "look", "{}").asksFor("look", "{}").answers();
            workplace.tools.next(red).ends(ToolResult.of("seen"));
            List<ChatEvent> events = reader.now().events;
            int end = 0;
            while (!(events.get(end) instanceof ChatEvent.Recorded(var _, var _, var _, Fact.ModelCallEnded _))) end++;
            assertThat(ShownCalls.after(events.subList(0, end))).isEqualTo(Map.of(0, "look {}"));
            assertThat(ShownCalls.after(events)).isEmpty();
        }
    }

    private HandModel.Call asked(ChatId chat) throws InterruptedException {
        workplace.send(chat, "go");
        return workplace.model.next(chat);
    }

    private static Map<Integer, String> shown(Reader.Seen seen) {
        return ShownCalls.after(seen.events);
    }

    private static List<Delta.ToolArguments> pieces(Reader.Seen seen) {
        return seen.events.stream()
                .filter(event -> event instanceof Streamed(var _, var _, Delta.ToolArguments _))
                .map(event -> (Delta.ToolArguments) ((Streamed) event).delta())
                .toList();
    }
}
