package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Answer;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.prompt.PromptMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatIsolationTest {
    private final Workplace workplace = new Workplace();
    private final HandModel model = workplace.model;
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void aMessageIsInItsOwnChatOnly() throws Exception {
        workplace.send(red, "red word");
        workplace.send(blue, "blue word");
        answer(red, "red answer");
        answer(blue, "blue answer");

        assertThat(texts(red)).containsExactly("red word", "red answer");
        assertThat(texts(blue)).containsExactly("blue word", "blue answer");
    }

    @Test
    void aStreamReachesItsOwnReadersOnly() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "go");
            workplace.send(blue, "go");
            HandModel.Call inRed = model.next(red);
            HandModel.Call inBlue = model.next(blue);
            inRed.says("r1 ");
            inBlue.says("b1 ").thinks("b? ");
            inRed.says("r2").answers();
            inBlue.says("b2").answers();

            Reader.Seen redSeen = ofRed.untilTurnEnded();
            Reader.Seen blueSeen = ofBlue.untilTurnEnded();
            assertThat(redSeen.text()).isEqualTo("r1 r2");
            assertThat(blueSeen.text()).isEqualTo("b1 b2");
            assertThat(redSeen.chats).containsOnly(red);
            assertThat(blueSeen.chats).containsOnly(blue);
        }
    }

    @Test
    void aModelIsShownItsOwnChatOnly() throws Exception {
        workplace.send(red, "red canary");
        answer(red, "red reply");
        workplace.send(blue, "blue canary");
        answer(blue, "blue reply");

        workplace.send(red, "red again");
        workplace.send(blue, "blue again");

        assertThat(shown(model.next(red))).containsExactly("You help Grace.", "red canary", "red reply", "red again");
        assertThat(shown(model.next(blue)))
                .containsExactly("You help Grace.", "blue canary", "blue reply", "blue again");
    }

    @Test
    void aStatusIsItsOwnChats() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            ofBlue.until(seen -> seen.caughtUp);
            workplace.send(red, "go");
            model.next(red).thinks("hm").says("so");

            ofRed.until(seen -> seen.is(StatusKind.WRITING));
            assertThat(workplace.engine.look(blue).summary().status().kind()).isEqualTo(StatusKind.IDLE);
            assertThat(ofBlue.now().statuses)
                    .singleElement()
                    .satisfies(status -> assertThat(status.kind()).isEqualTo(StatusKind.IDLE));
        }
    }

    @Test
    void aStopEndsItsOwnTurnOnly() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "go");
            workplace.send(blue, "go");
            HandModel.Call inRed = model.next(red).says("half ");
            HandModel.Call inBlue = model.next(blue).says("half ");
            ofRed.until(seen -> seen.text().equals("half "));
            ofBlue.until(seen -> seen.text().equals("half "));

            workplace.stop(red);
            assertThat(inRed.awaitInterrupt()).isTrue();
            inBlue.says("whole").answers();

            ofBlue.untilTurnEnded();
            ofRed.untilTurnEnded();
        }
        assertThat(outcomes(red)).containsExactly(TurnOutcome.STOPPED);
        assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
        assertThat(texts(red)).containsExactly("go", "half ");
        assertThat(texts(blue)).containsExactly("go", "half whole");
    }

    @Test
    void aFailureFailsItsOwnTurnOnly() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "go");
            workplace.send(blue, "go");
            HandModel.Call inBlue = model.next(blue).says("still ");
            model.next(red).ends(new CallResult.Failed("No such model.", Usage.NONE));
            ofRed.untilTurnEnded();
            inBlue.says("here").answers();
            ofBlue.untilTurnEnded();
        }
        assertThat(outcomes(red)).containsExactly(TurnOutcome.FAILED);
        assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
        assertThat(workplace.engine.look(red).summary().status().reason()).contains("No such model.");
    }

    @Test
    void aFaultOfOurOwnFailsItsOwnTurnOnly() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "go");
            workplace.send(blue, "go");
            model.next(red).breaks(new IllegalStateException("planted"));
            ofRed.untilTurnEnded();
            model.next(blue).says("fine").answers();
            ofBlue.untilTurnEnded();
        }
        assertThat(outcomes(red)).containsExactly(TurnOutcome.FAILED);
        assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
    }

    @Test
    void aDeletedChatTakesNoOtherWithIt() throws Exception {
        try (Reader ofRed = workplace.reads(red);
                Reader ofBlue = workplace.reads(blue)) {
            workplace.send(red, "go");
            workplace.send(blue, "go");
            HandModel.Call inRed = model.next(red);
            HandModel.Call inBlue = model.next(blue);

            workplace.engine.ask(red, new ChatCommand.Delete());
            assertThat(inRed.awaitInterrupt()).isTrue();
            inRed.says("too late").answers();
            inBlue.says("alive").answers();

            ofBlue.untilTurnEnded();
            ofRed.until(seen -> seen.has(Fact.ChatDeleted.class));
        }
        assertThat(workplace.engine.look(red).state().life()).isEqualTo(Life.TRASHED);
        assertThat(workplace.engine.look(blue).state().life()).isEqualTo(Life.LIVE);
        assertThat(texts(red)).containsExactly("go", "");
        assertThat(texts(blue)).containsExactly("go", "alive");
        assertThat(workplace.facts(red)).last().isEqualTo(new Fact.ChatDeleted());
    }

    @Test
    void aNameGivenToOneChatIsNotAnothers() throws Exception {
        workplace.send(blue, "go");
        HandModel.Call inBlue = model.next(blue);

        workplace.engine.ask(red, new ChatCommand.Rename("Rouge"));
        answer(inBlue, blue, "done");

        assertThat(workplace.engine.look(red).summary().title().text()).isEqualTo("Rouge");
        assertThat(workplace.engine.look(blue).summary().title().text()).isEqualTo("given");
    }

    @Test
    void aTitleIsMadeForItsOwnChatWhileAnotherIsBusy() throws Exception {
        ChatId untitled =
                workplace.engine.create(Workplace.WORLD, Optional.empty()).chat();
        model.titles("\"About Bells\"\n");
        workplace.send(blue, "go");
        try (Reader reader = workplace.reads(untitled)) {
            workplace.send(untitled, "tell me about bells");
            assertThat(workplace.engine.look(untitled).summary().title().text()).isEqualTo("tell me about bells");
            model.next(untitled).says("They ring.").answers();

            reader.until(seen -> seen.has(Fact.TitleChanged.class));
        }
        assertThat(workplace.facts(untitled)).contains(new Fact.TitleChanged("About Bells", TitleSource.MODEL));
        assertThat(workplace.facts(blue)).noneMatch(Fact.TitleChanged.class::isInstance);
    }

    @Test
    void aTitleIsMadeFromTheFirstExchangeOfItsOwnChat() throws Exception {
        ChatId untitled =
                workplace.engine.create(Workplace.WORLD, Optional.empty()).chat();
        workplace.send(blue, "blue canary");
        try (Reader reader = workplace.reads(untitled)) {
            workplace.send(untitled, "first words");
            model.next(untitled).says("half");
            reader.until(seen -> seen.text().equals("half"));
            workplace.stop(untitled);
            model.titles("Made");
            workplace.send(untitled, "second words");
            model.next(untitled).says("whole").answers();
            reader.until(seen -> seen.has(Fact.TitleChanged.class));
        }
        assertThat(model.titleRequests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request).contains("first words", "half").doesNotContain("second words", "canary"));
    }

    @Test
    void aReaderThatComesBackMissesNothingAndSeesNoOtherChat() throws Exception {
        workplace.send(red, "go");
        workplace.send(blue, "go");
        HandModel.Call inRed = model.next(red).says("one ");
        HandModel.Call inBlue = model.next(blue).says("eins ");
        long cursor;
        try (Reader first = workplace.reads(red)) {
            first.until(seen -> seen.text().equals("one "));
            cursor = first.subscription().seq();
        }
        inRed.says("two ");
        inBlue.says("zwei").answers();

        try (Reader again = new Reader(workplace.engine, red, cursor)) {
            again.until(seen -> seen.caughtUp && seen.text().equals("one two "));
            inRed.says("three").answers();
            Reader.Seen seen = again.untilTurnEnded();
            assertThat(seen.text()).isEqualTo("one two three");
            assertThat(seen.chats).containsOnly(red);
            assertThat(((ChatEvent.Recorded) seen.events.stream()
                                    .filter(ChatEvent.Recorded.class::isInstance)
                                    .findFirst()
                                    .orElseThrow())
                            .seq())
                    .isEqualTo(cursor + 1);
        }
    }

    @Test
    void aQueueIsItsOwnChats() throws Exception {
        workplace.send(red, "first");
        assertThat(workplace.send(red, "second")).isInstanceOf(Answer.Queued.class);
        assertThat(workplace.send(blue, "first")).isInstanceOf(Answer.Started.class);

        answer(red, "one");
        assertThat(shown(model.next(red))).containsExactly("You help Grace.", "first", "one", "second");
        assertThat(shown(model.next(blue))).containsExactly("You help Grace.", "first");
    }

    @Test
    void theSameMessageIdMeansAnotherMessageInAnotherChat() throws Exception {
        var id = Optional.of(new MessageId("mine"));
        workplace.engine.send(red, id, Sender.HUMAN, "red text", SendMode.QUEUE);
        workplace.engine.send(blue, id, Sender.HUMAN, "blue text", SendMode.QUEUE);

        assertThat(shown(model.next(red))).containsExactly("You help Grace.", "red text");
        assertThat(shown(model.next(blue))).containsExactly("You help Grace.", "blue text");
    }

    @RepeatedTest(50)
    void aChatThatWaitsForItsModelDelaysNoOther() throws Exception {
        workplace.send(red, "slow");
        HandModel.Call slow = model.next(red);

        answer(blue, workplace.send(blue, "quick"), "at once");

        assertThat(outcomes(red)).isEmpty();
        assertThat(outcomes(blue)).containsExactly(TurnOutcome.ANSWERED);
        answer(slow, red, "at last");
        assertThat(outcomes(red)).containsExactly(TurnOutcome.ANSWERED);
    }

    @Test
    void manyChatsAreAllAtTheModelAtOnce() throws Exception {
        var chats = new ArrayList<ChatId>();
        for (int i = 0; i < 200; i++) chats.add(workplace.chat());

        for (ChatId chat : chats) workplace.send(chat, "go");
        var calls = new ArrayList<HandModel.Call>();
        for (ChatId chat : chats) calls.add(model.next(chat));

        assertThat(workplace.engine.diagnostics().calls()).isEqualTo(200);
        for (int i = 0; i < chats.size(); i++) answer(calls.get(i), chats.get(i), "to " + i);
        for (int i = 0; i < chats.size(); i++) assertThat(texts(chats.get(i))).containsExactly("go", "to " + i);
    }

    private void answer(ChatId chat, String text) throws Exception {
        answer(model.next(chat), chat, text);
    }

    private void answer(ChatId chat, Answer sent, String text) throws Exception {
        assertThat(sent).isInstanceOf(Answer.Started.class);
        answer(chat, text);
    }

    private void answer(HandModel.Call call, ChatId chat, String text) throws Exception {
        long before = outcomes(chat).size();
        try (Reader reader = workplace.reads(chat)) {
            call.says(text).answers();
            reader.until(seen -> seen.count(Fact.TurnEnded.class) > before);
        }
    }

    private List<TurnOutcome> outcomes(ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.TurnEnded.class::isInstance)
                .map(fact -> ((Fact.TurnEnded) fact).outcome())
                .toList();
    }

    private List<String> texts(ChatId chat) {
        return workplace.engine.transcript(chat, Long.MAX_VALUE, 100).stream()
                .map(stored -> stored.message().text())
                .toList();
    }

    private static List<String> shown(HandModel.Call call) {
        return call.request().messages().stream().map(PromptMessage::text).toList();
    }
}
