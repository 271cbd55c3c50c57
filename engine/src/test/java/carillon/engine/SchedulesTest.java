package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.Sender;
import carillon.core.id.ChatId;
import carillon.core.id.ScheduleId;
import carillon.core.world.Schedule;
import carillon.engine.spi.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulesTest {
    private static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final FullLog log = new FullLog(store.log());
    private final Workplace workplace = new Workplace(store, log, Workplace.PATIENT);
    private final AtomicReference<Instant> now = new AtomicReference<>(EIGHT);
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    private Schedules running() {
        return new Schedules(workplace.engine, now::get, ZoneOffset.UTC);
    }

    private void plan(ChatId chat, boolean enabled) {
        var daily = new Schedule(new ScheduleId("daily"), "0 9 * * *", chat, "Good morning", enabled, EIGHT);
        workplace.engine.worlds().edit(Workplace.WORLD, world -> world.withSchedules(List.of(daily)));
    }

    private List<Fact.MessageAdmitted> sent(ChatId chat) {
        return of(chat, Fact.MessageAdmitted.class);
    }

    private List<String> notices(ChatId chat) {
        return of(chat, Fact.NoticePosted.class).stream()
                .map(Fact.NoticePosted::text)
                .toList();
    }

    private <T extends Fact> List<T> of(ChatId chat, Class<T> kind) {
        return workplace.facts(chat).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void itSendsOnceWhenItsTimeHasCome() throws Exception {
        plan(red, true);
        Schedules schedules = running();
        assertThat(schedules.runDue()).contains(NINE);
        assertThat(sent(red)).isEmpty();

        now.set(NINE.plusSeconds(1));
        assertThat(schedules.runDue()).contains(NINE.plus(Duration.ofDays(1)));
        schedules.runDue();
        assertThat(sent(red)).singleElement().satisfies(message -> {
            assertThat(message.sender()).isEqualTo(Sender.WORLD);
            assertThat(message.text()).isEqualTo("Good morning");
        });
        workplace.model.next(red).says("Morning").answers();
        workplace.reads(red).untilTurnEnded();

        now.set(NINE.plus(Duration.ofDays(1)));
        schedules.runDue();
        assertThat(sent(red)).hasSize(2);
        assertThat(workplace.facts(blue)).hasSize(1);
        assertThat(notices(red)).isEmpty();
    }

    @Test
    void aChatThatIsBusyOrHasAQueueIsLeftAloneAndToldOnce() throws Exception {
        plan(red, true);
        Schedules schedules = running();
        workplace.send(red, "work");
        workplace.model.next(red);
        now.set(NINE);
        schedules.runDue();
        schedules.runDue();

        assertThat(sent(red)).hasSize(1);
        assertThat(notices(red)).singleElement().asString().contains("daily", "Mar 2, 2026", "this chat was busy");
    }

    @Test
    void afterARestartNothingRunsTwiceAndWhatWasMissedIsSaidOnce() throws Exception {
        plan(red, true);
        Schedules first = running();
        now.set(NINE);
        first.runDue();
        workplace.model.next(red).says("Morning").answers();
        workplace.reads(red).untilTurnEnded();

        now.set(NINE.plusSeconds(30));
        int written = log.tried();
        running().runDue();
        assertThat(log.tried()).isEqualTo(written);
        assertThat(sent(red)).hasSize(1);
        assertThat(notices(red)).isEmpty();

        now.set(NINE.plus(Duration.ofDays(3)).plusSeconds(30));
        running().runDue();
        running().runDue();
        assertThat(sent(red)).hasSize(1);
        assertThat(notices(red)).singleElement().asString().contains("Mar 5, 2026", "was not running");
    }

    @Test
    void aMachineThatSleptDoesNotCatchUp() {
        plan(red, true);
        Schedules schedules = running();
        now.set(NINE.plus(Duration.ofMinutes(10)));
        schedules.runDue();

        assertThat(sent(red)).isEmpty();
        assertThat(notices(red)).hasSize(1);
    }

    @Test
    void whatIsOffOrInTheTrashOrNowhereSendsNothingAndHindersNothing() throws Exception {
        plan(red, false);
        Schedules schedules = running();
        now.set(NINE);
        assertThat(schedules.runDue()).isEmpty();
        assertThat(sent(red)).isEmpty();

        var toTrash = new Schedule(new ScheduleId("a"), "0 9 * * *", red, "to the trash", true, EIGHT);
        var nowhere = new Schedule(new ScheduleId("b"), "0 9 * * *", new ChatId("none"), "nowhere", true, EIGHT);
        var good = new Schedule(new ScheduleId("c"), "0 9 * * *", blue, "arrives", true, EIGHT);
        workplace.engine.worlds().edit(Workplace.WORLD, world -> world.withSchedules(List.of(toTrash, nowhere, good)));
        workplace.engine.ask(red, new ChatCommand.Delete());
        schedules.runDue();

        assertThat(sent(red)).isEmpty();
        assertThat(sent(blue)).hasSize(1);
    }

    @Test
    void whatTheStoreRefusedIsSentWhenItCan() throws Exception {
        plan(red, true);
        Schedules schedules = running();
        now.set(NINE);
        log.fill();
        schedules.runDue();
        log.free();
        now.set(NINE.plusSeconds(20));
        schedules.runDue();

        assertThat(sent(red)).hasSize(1);
    }

    @Test
    void aTimeThatTheClockRepeatsComesOnce() {
        CronTimes times = CronTimes.parse("30 2 * * *", ZoneId.of("Europe/Berlin"));

        assertThat(times.after(Instant.parse("2026-03-28T12:00:00Z"))).contains(Instant.parse("2026-03-30T00:30:00Z"));
        Instant autumn = Instant.parse("2026-10-25T00:30:00Z");
        assertThat(times.after(Instant.parse("2026-10-24T12:00:00Z"))).contains(autumn);
        assertThat(times.after(autumn)).contains(Instant.parse("2026-10-26T01:30:00Z"));
        assertThat(times.upTo(autumn)).contains(autumn);
        assertThat(times.upTo(autumn.plus(Duration.ofHours(1)))).contains(autumn);
        assertThat(times.upTo(autumn.plus(Duration.ofHours(9)))).contains(autumn);
    }

    @Test
    void aBadExpressionIsRefusedWithWhatIsWrong() {
        assertThatThrownBy(() -> CronTimes.parse("61 9 * * *", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
        assertThatThrownBy(() -> CronTimes.parse("daily", ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CronTimes.parse("0 9 * * 1-5", ZoneOffset.UTC).inWords()).contains("09:00");
        assertThat(CronTimes.parse("0 0 30 2 *", ZoneOffset.UTC).after(EIGHT)).isEqualTo(Optional.empty());
    }
}
