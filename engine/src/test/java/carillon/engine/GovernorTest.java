package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Fact;
import carillon.core.chat.StatusKind;
import carillon.core.id.ChatId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GovernorTest {
    private final Workplace workplace = new Workplace();
    private final HandModel model = workplace.model;

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void aChatInLineSaysItsPlaceAndIsLetInInOrder() throws Exception {
        model.allowAtOnce(1);
        ChatId first = workplace.chat();
        ChatId second = workplace.chat();
        ChatId third = workplace.chat();
        workplace.send(first, "go");
        HandModel.Call running = model.next(first);
        try (Reader ofSecond = workplace.reads(second);
                Reader ofThird = workplace.reads(third)) {
            workplace.send(second, "go");
            ofSecond.until(seen -> place(seen) == 1);
            workplace.send(third, "go");
            ofThird.until(seen -> place(seen) == 2);

            running.says("done").answers();
            HandModel.Call next = model.next(second);
            ofThird.until(seen -> place(seen) == 1);
            assertThat(model.wasAsked(third)).isFalse();

            next.says("done").answers();
            model.next(third).says("done").answers();
            ofThird.until(seen -> seen.has(Fact.TurnEnded.class) && seen.is(StatusKind.IDLE));
        }
    }

    @Test
    void aStoppedWaiterHandsItsPlaceOn() throws Exception {
        model.allowAtOnce(1);
        ChatId holder = workplace.chat();
        workplace.send(holder, "go");
        HandModel.Call running = model.next(holder);
        List<ChatId> waiters = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ChatId waiter = workplace.chat();
            waiters.add(waiter);
            Reader reader = workplace.reads(waiter);
            readers.add(reader);
            workplace.send(waiter, "go");
            int place = i + 1;
            reader.until(seen -> place(seen) == place);
        }

        for (int i = 0; i < 19; i++) workplace.stop(waiters.get(i));
        running.says("done").answers();

        model.next(waiters.getLast()).says("my turn").answers();
        readers.getLast().untilTurnEnded();
        readers.forEach(Reader::close);
    }

    @Test
    void aBurstInOneChatDoesNotPutTheOthersAtTheEndOfTheLine() throws Exception {
        model.allowAtOnce(1);
        workplace.agents(
                IntStream.rangeClosed(1, 50).mapToObj(each -> "a" + each).toArray(String[]::new));
        ChatId holder = workplace.chat();
        ChatId burst = workplace.chat();
        ChatId calm = workplace.chat();
        ChatId late = workplace.chat();
        workplace.send(holder, "@a1 go");
        HandModel.Call running = model.next(holder, "a1");
        try (Reader ofBurst = workplace.reads(burst);
                Reader ofCalm = workplace.reads(calm);
                Reader ofLate = workplace.reads(late)) {
            workplace.send(burst, "Hello team!");
            ofBurst.until(seen -> place(seen) == 1);
            workplace.send(calm, "@a1 go");
            ofCalm.until(seen -> place(seen) == 2);
            workplace.send(late, "@a1 go");
            ofLate.until(seen -> place(seen) == 3);

            running.says("done").answers();
            ofCalm.until(seen -> place(seen) == 1);
            ofLate.until(seen -> place(seen) == 2);
            workplace.stop(burst);
            model.next(calm, "a1").says("my turn").answers();
            ofCalm.untilTurnEnded();
            model.next(late, "a1").says("mine too").answers();
            ofLate.untilTurnEnded();
        }
    }

    @Test
    void aProviderWithTooManyRequestsGetsHalfAsManyAndTheLineStillSaysItsPlaces() throws Exception {
        model.allowAtOnce(4);
        List<Running> running = running(4);
        ChatId fifth = workplace.chat();
        ChatId sixth = workplace.chat();
        try (Reader ofFifth = workplace.reads(fifth);
                Reader ofSixth = workplace.reads(sixth)) {
            workplace.send(fifth, "go");
            ofFifth.until(seen -> place(seen) == 1);
            workplace.send(sixth, "go");
            ofSixth.until(seen -> place(seen) == 2);

            running.get(0).call().tooMany();
            end(running.get(0));
            end(running.get(1));
            assertThat(model.wasAsked(fifth)).isFalse();

            end(running.get(2));
            HandModel.Call next = model.next(fifth);
            ofSixth.until(seen -> place(seen) == 1);
            assertThat(model.wasAsked(sixth)).isFalse();
            next.tooMany().says("done").answers();
            ofFifth.untilTurnEnded();
            assertThat(model.wasAsked(sixth)).isFalse();

            end(running.get(3));
            model.next(sixth).says("done").answers();
            ofSixth.untilTurnEnded();
        }
    }

    @Test
    void manyRequestsThatAreRefusedTogetherHalveOnceAndAnotherTryHalvesAgain() throws Exception {
        model.allowAtOnce(8);
        List<Running> running = running(8);
        for (Running each : running) each.call().tooMany();
        for (Running each : running.subList(0, 4)) end(each);
        ChatId late = workplace.chat();
        try (Reader ofLate = workplace.reads(late)) {
            workplace.send(late, "go");
            ofLate.until(seen -> place(seen) == 1);
            end(running.get(4));
            HandModel.Call asked = model.next(late);

            asked.tooMany().asksAgain().tooMany().says("done").answers();
            ofLate.untilTurnEnded();
        }
        ChatId last = workplace.chat();
        try (Reader ofLast = workplace.reads(last)) {
            workplace.send(last, "go");
            ofLast.until(seen -> place(seen) == 1);
            end(running.get(5));
            end(running.get(6));
            assertThat(model.wasAsked(last)).isFalse();
            end(running.get(7));
            model.next(last).says("done").answers();
            ofLast.untilTurnEnded();
        }
    }

    @Test
    void everyRoundThatIsAnsweredGivesBackOnePlaceUpToTheLimit() throws Exception {
        model.allowAtOnce(2);
        List<Running> first = running(2);
        first.get(0).call().tooMany().asksAgain().tooMany();
        for (Running each : first) end(each);
        List<Running> alone = running(1);
        ChatId second = workplace.chat();
        ChatId third = workplace.chat();
        try (Reader ofSecond = workplace.reads(second);
                Reader ofThird = workplace.reads(third)) {
            workplace.send(second, "go");
            ofSecond.until(seen -> place(seen) == 1);
            workplace.send(third, "go");
            ofThird.until(seen -> place(seen) == 2);

            end(alone.getFirst());
            HandModel.Call two = model.next(second);
            HandModel.Call three = model.next(third);
            two.says("done").answers();
            ofSecond.untilTurnEnded();
            three.says("done").answers();
            ofThird.untilTurnEnded();
        }
        List<Running> again = running(2);
        ChatId fourth = workplace.chat();
        try (Reader ofFourth = workplace.reads(fourth)) {
            workplace.send(fourth, "go");
            ofFourth.until(seen -> place(seen) == 1);
            for (Running each : again) end(each);
            model.next(fourth).says("done").answers();
            ofFourth.untilTurnEnded();
        }
    }

    @Test
    void aProviderWithoutALimitIsNotSlowedDown() throws Exception {
        List<Running> running = running(3);
        running.getFirst().call().tooMany();
        end(running.getFirst());

        List<Running> more = running(5);

        for (Running each : running.subList(1, 3)) end(each);
        for (Running each : more) end(each);
    }

    private record Running(ChatId chat, HandModel.Call call) {}

    /** So many chats whose calls have asked. */
    private List<Running> running(int chats) throws Exception {
        var running = new ArrayList<Running>();
        for (int i = 0; i < chats; i++) {
            ChatId chat = workplace.chat();
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "go");
                running.add(new Running(chat, model.next(chat)));
                reader.until(seen -> seen.is(StatusKind.THINKING));
            }
        }
        return running;
    }

    /** Its place is free again when this returns. */
    private void end(Running running) throws Exception {
        try (Reader reader = workplace.reads(running.chat())) {
            running.call().says("done").answers();
            reader.untilTurnEnded();
        }
    }

    private static int place(Reader.Seen seen) {
        return seen.statuses.isEmpty() ? -1 : seen.statuses.getLast().place().orElse(-1);
    }
}
