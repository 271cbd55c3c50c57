package carillon.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.MessageState;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.prompt.PromptMessage;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chat whose history is changed while another is in full stream. */
@Timeout(60)
class HistoryTest {
    private static final MessageId FIRST = new MessageId("first");
    private static final MessageId SECOND = new MessageId("second");
    private static final MessageId NEW = new MessageId("new");

    private final Workplace workplace = new Workplace(new MemoryStore(), Workplace.PATIENT);
    private final HandModel model = workplace.model;
    private final ChatEngine engine = workplace.engine;
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();
    private HandModel.@Nullable Call inBlue;

    @BeforeEach
    void anotherChatStreams() throws Exception {
        workplace.send(blue, "go");
        inBlue = model.next(blue).says("one ");
    }

    @AfterEach
    void theOtherChatIsWhole() throws Exception {
        try (Reader ofBlue = workplace.reads(blue)) {
            requireNonNull(inBlue).says("two").answers();
            ofBlue.untilTurnEnded();
            assertThat(texts(blue)).containsExactly("go", "one two");
            assertThat(all(blue, Fact.TurnEnded.class))
                    .extracting(Fact.TurnEnded::outcome)
                    .containsExactly(TurnOutcome.ANSWERED);
        } finally {
            workplace.close();
        }
    }

    @Test
    void anEditStopsTheTurnTakesOutWhatFollowedAndSendsTheNewText() throws Exception {
        exchange(FIRST, "one", "answer one");
        send(SECOND, "two");
        HandModel.Call cut = model.next(red).says("half");
        try (Reader reader = workplace.reads(red)) {
            reader.until(seen -> seen.text().endsWith("half"));
        }

        var edit = new HistoryChange.Edit(FIRST, Optional.of(NEW), "one, better");
        Answer answer = engine.change(red, edit);

        assertThat(answer).isInstanceOf(Answer.Started.class);
        assertThat(cut.awaitInterrupt()).isTrue();
        HandModel.Call call = model.next(red);
        assertThat(call.request().messages())
                .extracting(PromptMessage::text)
                .contains("one, better")
                .doesNotContain("one", "answer one", "two", "half");
        assertThat(texts(red)).containsExactly("one, better");
        assertThat(engine.change(red, edit)).isEqualTo(answer);
        assertThat(engine.change(red, new HistoryChange.Edit(FIRST, Optional.of(NEW), "another")))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_ID_TAKEN));
    }

    @Test
    void regeneratingAnAnswerAsksForItAgain() throws Exception {
        exchange(FIRST, "one", "answer one");
        exchange(SECOND, "two", "answer two");

        engine.change(red, new HistoryChange.Regenerate(last().message().id(), Optional.empty()));

        try (Reader reader = workplace.reads(red)) {
            model.next(red).says("better").answers();
            reader.until(seen -> all(red, Fact.TurnEnded.class).size() == 3);
        }
        assertThat(texts(red)).containsExactly("one", "answer one", "two", "better");
    }

    @Test
    void whatWasTakenOutIsBackAfterAnUndoAndForGoodOnceTheChatGoesOn() throws Exception {
        exchange(FIRST, "one", "answer one");
        exchange(SECOND, "two", "answer two");
        List<String> before = texts(red);

        assertThat(engine.change(red, new HistoryChange.Rewind(SECOND))).isEqualTo(new Answer.Done());
        assertThat(texts(red)).containsExactly("one", "answer one");
        assertThat(engine.change(red, new HistoryChange.Rewind(SECOND)))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_FOUND));
        assertThat(engine.ask(red, new ChatCommand.Undo())).isEqualTo(new Answer.Done());
        assertThat(texts(red)).isEqualTo(before);

        engine.change(red, new HistoryChange.Rewind(SECOND));
        send(NEW, "three");
        assertThat(engine.ask(red, new ChatCommand.Undo())).isEqualTo(new Answer.Refused(Refusal.NOTHING_TO_UNDO));
        assertThat(model.next(red).request().messages())
                .extracting(PromptMessage::text)
                .contains("one", "answer one", "three")
                .doesNotContain("two", "answer two");
    }

    @Test
    void whatWaitsStaysAndIsPausedWhenTheHistoryIsCut() throws Exception {
        exchange(FIRST, "one", "answer one");
        send(SECOND, "two");
        model.next(red);
        engine.send(red, Optional.of(NEW), Sender.HUMAN, "later", SendMode.QUEUE);

        engine.change(red, new HistoryChange.Rewind(SECOND));

        assertThat(engine.look(red).state().turn()).isEmpty();
        assertThat(engine.look(red).state().queue()).hasSize(1);
        assertThat(engine.look(red).state().queuePaused()).isPresent();
    }

    @Test
    void onlyWhatAPersonWroteIsEdited() throws Exception {
        exchange(FIRST, "one", "answer one");

        assertThat(engine.change(red, new HistoryChange.Edit(last().message().id(), Optional.empty(), "mine")))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_EDITABLE));
        assertThat(engine.change(red, new HistoryChange.Rewind(new MessageId("nobody"))))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_FOUND));
        assertThat(engine.change(blue, new HistoryChange.Rewind(FIRST)))
                .isEqualTo(new Answer.Refused(Refusal.MESSAGE_NOT_FOUND));
    }

    @Test
    void aBranchIsAChatOfItsOwnThatKnowsWhatWasSaidSoFar() throws Exception {
        exchange(FIRST, "one", "answer one");
        exchange(SECOND, "two", "answer two");

        ChatId branch = engine.branch(red, SECOND).chat();

        assertThat(texts(branch)).containsExactly("one", "answer one", "two");
        assertThat(texts(red)).containsExactly("one", "answer one", "two", "answer two");
        assertThat(ids(branch)).doesNotContainAnyElementsOf(ids(red));
        workplace.send(branch, "on");
        assertThat(model.next(branch).request().messages())
                .extracting(PromptMessage::text)
                .containsSubsequence("one", "answer one", "two", "on")
                .doesNotContain("answer two");
        assertThat(engine.look(red).state().turn()).isEmpty();
    }

    @Test
    void eachBranchHasATitleOfItsOwn() throws Exception {
        exchange(FIRST, "one", "answer one");
        String title = engine.look(red).state().title().text();

        ChatId branch = engine.branch(red, FIRST).chat();
        ChatId another = engine.branch(red, FIRST).chat();
        ChatId further = engine.branch(branch, ids(branch).getLast()).chat();

        assertThat(Stream.of(branch, another, further)
                        .map(chat -> engine.look(chat).state().title().text()))
                .containsExactly(title + " (branch)", title + " (branch 2)", title + " (branch 3)");
        assertThat(engine.look(red).state().title().text()).isEqualTo(title);
    }

    @Test
    void branchingStopsTheTurnThatRunsAndCopiesWhatItSaid() throws Exception {
        send(FIRST, "one");
        HandModel.Call cut = model.next(red).says("half");
        try (Reader reader = workplace.reads(red)) {
            reader.until(seen -> seen.text().equals("half"));
        }

        ChatId branch = engine.branch(red, FIRST).chat();

        assertThat(cut.awaitInterrupt()).isTrue();
        assertThat(texts(branch)).containsExactly("one");
        assertThat(last().message().state()).isEqualTo(MessageState.STOPPED);
        assertThatThrownBy(() -> engine.branch(red, NEW)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> engine.branch(new ChatId("none"), FIRST)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aTitleMadeForWhatWasTakenOutIsDropped() throws Exception {
        ChatId untitled = engine.create(Workplace.WORLD, Optional.empty()).chat();
        model.titles("Named by a model");
        engine.send(untitled, Optional.of(FIRST), Sender.HUMAN, "first words", SendMode.QUEUE);
        try (Reader reader = workplace.reads(untitled)) {
            model.next(untitled).says("answer").answers();
            reader.until(seen -> seen.has(Fact.TitleChanged.class));
            engine.change(untitled, new HistoryChange.Edit(FIRST, Optional.of(NEW), "other words"));
            assertThat(engine.look(untitled).state().title().text()).isEqualTo("other words");
            model.titles("Named anew");
            model.next(untitled).says("answer").answers();
            reader.until(seen -> all(untitled, Fact.TitleChanged.class).size() == 2);
        }
        assertThat(engine.look(untitled).state().title().source()).isEqualTo(TitleSource.MODEL);
        assertThat(engine.look(untitled).state().title().text()).isEqualTo("Named anew");
    }

    private void send(MessageId id, String text) {
        engine.send(red, Optional.of(id), Sender.HUMAN, text, SendMode.QUEUE);
    }

    private void exchange(MessageId id, String text, String answer) throws Exception {
        try (Reader reader = workplace.reads(red)) {
            int before = all(red, Fact.TurnEnded.class).size();
            send(id, text);
            model.next(red).says(answer).answers();
            reader.until(seen -> all(red, Fact.TurnEnded.class).size() == before + 1);
        }
    }

    private StoredMessage last() {
        return transcript(red).getLast();
    }

    private List<StoredMessage> transcript(ChatId chat) {
        return engine.transcript(chat, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private List<String> texts(ChatId chat) {
        return transcript(chat).stream().map(each -> each.message().text()).toList();
    }

    private List<MessageId> ids(ChatId chat) {
        return transcript(chat).stream().map(each -> each.message().id()).toList();
    }

    private <T extends Fact> List<T> all(ChatId chat, Class<T> kind) {
        return workplace.facts(chat).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
