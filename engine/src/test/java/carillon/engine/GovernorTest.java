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

    private static int place(Reader.Seen seen) {
        return seen.statuses.isEmpty() ? -1 : seen.statuses.getLast().place().orElse(-1);
    }
}
