package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Fact;
import carillon.core.chat.MessageState;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.prompt.PromptMessage;
import carillon.engine.spi.MemoryStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that answer side by side in one chat, with another chat in full stream beside them. */
@Timeout(60)
class SeveralAgentsTest {
    private final MemoryStore store = new MemoryStore();
    private final Workplace workplace = new Workplace(store, Workplace.PATIENT);
    private final HandModel model = workplace.model;
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @BeforeEach
    void fillTheWorld() {
        workplace.agents("a1", "a2", "a3");
    }

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void repliesStreamSideBySideEachInItsOwnMessage() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "@a1 go\n@a2 go");
            workplace.send(blue, "@a1 go\n@a2 go");
            HandModel.Call red1 = model.next(red, "a1");
            HandModel.Call red2 = model.next(red, "a2");
            HandModel.Call blue1 = model.next(blue, "a1");
            HandModel.Call blue2 = model.next(blue, "a2");
            for (int i = 0; i < 5; i++) {
                red1.says("r1." + i + " ");
                red2.says("r2." + i + " ");
                blue1.says("b1." + i + " ");
                blue2.says("b2." + i + " ");
            }
            red2.answers();
            blue1.answers();
            red1.answers();
            blue2.answers();

            Reader.Seen redSeen = ofRed.untilTurnEnded();
            Reader.Seen blueSeen = ofBlue.untilTurnEnded();
            assertThat(redSeen.chats).containsOnly(red);
            assertThat(blueSeen.chats).containsOnly(blue);
            assertThat(streamedBy(redSeen, "a1")).isEqualTo("r1.0 r1.1 r1.2 r1.3 r1.4 ");
            assertThat(streamedBy(redSeen, "a2")).isEqualTo("r2.0 r2.1 r2.2 r2.3 r2.4 ");
            assertThat(streamedBy(blueSeen, "a1")).isEqualTo("b1.0 b1.1 b1.2 b1.3 b1.4 ");
            assertThat(streamedBy(blueSeen, "a2")).isEqualTo("b2.0 b2.1 b2.2 b2.3 b2.4 ");
        }
    }

    @Test
    void theStrongestOfTheRepliesIsTheChatsStatus() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "@a1 go\n@a2 go");
            HandModel.Call first = model.next(red, "a1").thinks("hm");
            HandModel.Call second = model.next(red, "a2").says("so");
            reader.until(seen -> seen.is(StatusKind.WRITING));
            second.answers();
            reader.until(seen -> seen.has(Fact.ReplyEnded.class) && seen.is(StatusKind.THINKING));
            first.says("well").answers();
            reader.until(seen -> seen.is(StatusKind.IDLE));
        }
    }

    @Test
    void aStopEndsAllRepliesOfItsChatAndNoneOfAnother() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "Hello team!");
            workplace.send(blue, "Hello team!");
            List<HandModel.Call> inRed = List.of(model.next(red, "a1"), model.next(red, "a2"), model.next(red, "a3"));
            List<HandModel.Call> inBlue =
                    List.of(model.next(blue, "a1"), model.next(blue, "a2"), model.next(blue, "a3"));
            for (HandModel.Call call : inRed) call.says("half");
            ofRed.until(seen -> seen.text().equals("halfhalfhalf"));

            workplace.stop(red);
            for (HandModel.Call call : inRed) assertThat(call.awaitInterrupt()).isTrue();
            for (HandModel.Call call : inBlue) call.says("whole").answers();

            ofBlue.untilTurnEnded();
            assertThat(outcomes(red)).containsExactly(TurnOutcome.STOPPED);
            assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
            assertThat(posted(red))
                    .extracting(posted -> posted.message().text())
                    .containsExactly("half", "half", "half");
            assertThat(posted(red))
                    .extracting(posted -> posted.message().state())
                    .containsOnly(MessageState.STOPPED);
            assertThat(posted(blue))
                    .extracting(posted -> posted.message().text())
                    .containsExactly("whole", "whole", "whole");
        }
    }

    @Test
    void aReplyThatFailsLeavesTheOthersOfItsChatAndAllOfAnother() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "@a1 go\n@a2 go");
            workplace.send(blue, "@a1 go\n@a2 go");
            HandModel.Call red2 = model.next(red, "a2").says("still ");
            HandModel.Call blue1 = model.next(blue, "a1").says("still ");
            model.next(blue, "a2").says("fine").answers();
            model.next(red, "a1").ends(new CallResult.Failed("It is down.", Usage.NONE));
            ofRed.until(seen -> seen.has(Fact.ReplyEnded.class));
            red2.says("here").answers();
            blue1.says("here").answers();

            ofRed.untilTurnEnded();
            ofBlue.untilTurnEnded();
            assertThat(outcomes(red)).containsExactly(TurnOutcome.ANSWERED);
            assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
            assertThat(posted(red).getLast().message().text()).isEqualTo("still here");
        }
    }

    @Test
    void anAgentIsShownWhatItTookPartInAndNothingOfAnotherChat() throws Exception {
        try (Reader ofRed = workplace.reads(red)) {
            workplace.send(blue, "Blue canary for all");
            workplace.send(red, "@a1 red secret");
            model.next(red, "a1").says("@a2 what do you say?").answers();
            HandModel.Call asked = model.next(red, "a2");
            assertThat(shown(asked)).containsExactly("@a1:\n@a2 what do you say?");
            asked.says("This.").answers();
            HandModel.Call back = model.next(red, "a1");
            assertThat(shown(back)).containsExactly("@a1 red secret", "@a2 what do you say?", "@a2:\n@a1 This.");
            back.says("Good. <world>DONE</world>").answers();
            ofRed.untilTurnEnded();

            workplace.send(red, "And all?");
            assertThat(shown(model.next(red, "a3"))).containsExactly("And all?");
            assertThat(shown(model.next(red, "a2")))
                    .containsExactly("@a1:\n@a2 what do you say?", "@a1 This.", "And all?");
            assertThat(shown(model.next(blue, "a1"))).containsExactly("Blue canary for all");
        }
    }

    @Test
    void anAgentAddressedWhileItWritesIsAskedOnceMoreAfterwards() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "@a1 slow\n@a2 quick");
            HandModel.Call slow = model.next(red, "a1").says("mine");
            model.next(red, "a2").says("@a1 hear this").answers();
            reader.until(seen -> seen.has(Fact.ReplyEnded.class));
            slow.answers();

            HandModel.Call again = model.next(red, "a1");
            assertThat(shown(again)).containsExactly("@a1 slow\n@a2 quick", "mine", "@a2:\n@a1 hear this");
            again.says("heard <world>STOP</world>").answers();
            reader.untilTurnEnded();
            assertThat(outcomes(red)).containsExactly(TurnOutcome.ANSWERED);
        }
    }

    @Test
    void aCrashInterruptsAllRepliesAndContinueGoesOnWithEach() throws Exception {
        workplace.send(red, "@a1 go\n@a2 go");
        model.next(red, "a1").says("one half");
        model.next(red, "a2").says("two half");
        while (store.log().load(red).orElseThrow().openTexts().size() < 2) Thread.onSpinWait();

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            try (Reader reader = after.reads(red)) {
                reader.untilTurnEnded();
                after.engine.ask(red, new ChatCommand.Continue());
                HandModel.Call first = after.model.next(red, "a1");
                HandModel.Call second = after.model.next(red, "a2");
                assertThat(shown(first))
                        .startsWith("@a1 go\n@a2 go", "one half")
                        .hasSize(3);
                assertThat(shown(second))
                        .startsWith("@a1 go\n@a2 go", "two half")
                        .hasSize(3);
                first.says("one rest").answers();
                second.says("two rest").answers();
                reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
            }
            assertThat(outcomes(red)).containsExactly(TurnOutcome.INTERRUPTED, TurnOutcome.ANSWERED);
        }
    }

    @Test
    void theTitleIsAskedOfTheModelThatGaveTheFirstAnswer() throws Exception {
        ChatId untitled =
                workplace.engine.create(Workplace.WORLD, Optional.empty()).chat();
        model.titles("Made up");
        try (Reader reader = workplace.reads(untitled)) {
            workplace.send(untitled, "ask @a3 later");
            workplace.send(untitled, "@a2 now");
            model.next(untitled, "a2").says("yes").answers();
            reader.until(seen -> seen.has(Fact.TitleChanged.class));
        }
        assertThat(model.titleRequests())
                .singleElement()
                .asString()
                .contains("@a2 now\nyes")
                .doesNotContain("later");
    }

    private static List<String> shown(HandModel.Call call) {
        return call.request().messages().stream()
                .filter(message -> message.role() != PromptMessage.Role.SYSTEM)
                .map(PromptMessage::text)
                .toList();
    }

    private static String streamedBy(Reader.Seen seen, String agent) {
        var text = new StringBuilder();
        for (ChatEvent event : seen.events) {
            if (event instanceof Streamed(var _, var _, var delta)
                    && delta.agent().value().equals(agent)) text.append(delta.text());
        }
        return text.toString();
    }

    private List<TurnOutcome> outcomes(ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.TurnEnded.class::isInstance)
                .map(fact -> ((Fact.TurnEnded) fact).outcome())
                .toList();
    }

    private List<Fact.MessagePosted> posted(ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.MessagePosted.class::isInstance)
                .map(Fact.MessagePosted.class::cast)
                .toList();
    }
}
