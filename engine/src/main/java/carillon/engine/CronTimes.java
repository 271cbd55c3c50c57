package carillon.engine;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * The times that a cron expression of five fields stands for, in one time zone. A time that a clock change leaves out does
 * not come that day, one that it repeats comes once.
 */
public final class CronTimes {
    private static final Duration LONGER_THAN_A_CHANGE = Duration.ofHours(2);

    private final Cron cron;
    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(Cron cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
        times = ExecutionTime.forCron(cron);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or one whose time never comes; the message says what is wrong
     */
    public static CronTimes parse(String expression, ZoneId zone) {
        var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
        Cron cron = new CronParser(definition).parse(expression.strip());
        cron.validate();
        return new CronTimes(cron, zone);
    }

    /** The first time after a moment; empty if there is none, such as for 30 February. */
    public Optional<Instant> after(Instant moment) {
        return times.nextExecution(moment.atZone(zone)).map(next -> next.toInstant());
    }

    /** The last time at or before a moment. */
    public Optional<Instant> upTo(Instant moment) {
        Optional<Instant> last = times.lastExecution(moment.plusSeconds(1).atZone(zone))
                .map(each -> each.toInstant().minus(LONGER_THAN_A_CHANGE));
        // Looking back, the library counts an hour that the clock repeats twice; looking ahead, once.
        Optional<Instant> found = Optional.empty();
        for (var next = last.flatMap(this::after); isUpTo(next, moment); next = next.flatMap(this::after)) found = next;
        return found;
    }

    private static boolean isUpTo(Optional<Instant> time, Instant moment) {
        return time.isPresent() && !time.get().isAfter(moment);
    }

    /** The expression in English words, such as “at 09:00 every day”. */
    public String inWords() {
        return CronDescriptor.instance(Locale.ENGLISH).describe(cron);
    }
}
