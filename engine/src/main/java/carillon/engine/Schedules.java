package carillon.engine;

import carillon.core.chat.Answer;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Refusal;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.id.MessageId;
import carillon.core.id.ScheduleId;
import carillon.core.id.WorldId;
import carillon.core.world.Schedule;
import carillon.core.world.World;
import carillon.engine.spi.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends what worlds have planned. Each planned time leaves one trace in its chat, the message or a notice that says why
 * there is none, under an id that is made of the schedule and the time: so a time that was dealt with is seen in the chat
 * itself, also after a crash, and comes once. For one thread at a time.
 */
public final class Schedules {
    private static final Logger LOG = System.getLogger("carillon.engine");

    /** How late a message may be before it is missed, as after a laptop's sleep. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final ChatEngine engine;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Instant began;
    private final Map<Key, Instant> done = new HashMap<>();

    private record Key(WorldId world, ScheduleId schedule) {}

    public Schedules(ChatEngine engine, InstantSource clock, ZoneId zone) {
        this.engine = engine;
        this.clock = clock;
        this.zone = zone;
        began = clock.instant();
    }

    /**
     * Deals with every planned time that has come, and says when the next one comes. One that the store refused comes
     * again at the next call.
     *
     * @return empty when nothing is planned
     */
    public Optional<Instant> runDue() {
        Instant now = clock.instant();
        Optional<Instant> next = Optional.empty();
        for (World world : engine.worlds().list()) {
            for (Schedule schedule : world.schedules()) {
                if (!schedule.enabled()) continue;
                CronTimes times = CronTimes.parse(schedule.cron(), zone);
                times.upTo(now)
                        .filter(planned -> planned.isAfter(schedule.since()))
                        .ifPresent(planned -> dealWith(new Key(world.id(), schedule.id()), schedule, planned, now));
                next = earlier(next, times.after(now));
            }
        }
        return next;
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }

    private void dealWith(Key key, Schedule schedule, Instant planned, Instant now) {
        if (planned.equals(done.get(key))) return;
        try {
            MessageId trace = schedule.traceOf(planned);
            if (engine.message(schedule.chat(), trace).isEmpty()) {
                boolean late = planned.isBefore(began) || planned.plus(GRACE).isBefore(now);
                if (late) note(schedule, trace, planned, "Carillon was not running then");
                else send(schedule, trace, planned);
            }
            done.put(key, planned);
        } catch (StorageException refused) {
            LOG.log(Level.WARNING, "The schedule " + key + " could not be dealt with and is tried again", refused);
        }
    }

    private void send(Schedule schedule, MessageId trace, Instant planned) {
        Answer answer =
                engine.send(schedule.chat(), Optional.of(trace), Sender.WORLD, schedule.text(), SendMode.REJECT);
        if (answer instanceof Answer.Refused(Refusal why)) {
            if (why == Refusal.CHAT_BUSY) note(schedule, trace, planned, "this chat was busy");
            else
                LOG.log(
                        Level.WARNING,
                        "chat={0} took nothing from the schedule {1}: {2}",
                        schedule.chat(),
                        schedule.id(),
                        why);
        }
    }

    private void note(Schedule schedule, MessageId trace, Instant planned, String why) {
        String at = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.ENGLISH)
                .format(planned.atZone(zone));
        var note = new ChatCommand.Note(
                trace, "The schedule “" + schedule.id() + "” sent nothing on " + at + ", since " + why + ".");
        if (engine.ask(schedule.chat(), note) instanceof Answer.Refused(Refusal refusal))
            LOG.log(
                    Level.WARNING,
                    "chat={0} took no note of the schedule {1}: {2}",
                    schedule.chat(),
                    schedule.id(),
                    refusal);
    }
}
