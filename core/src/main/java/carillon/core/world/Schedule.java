package carillon.core.world;

import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.ScheduleId;
import java.time.Instant;

/**
 * A prompt that a world sends to one of its chats again and again.
 *
 * @param cron  five fields: minute, hour, day of month, month, day of week; in the time zone of the machine
 * @param since when it came into force as it is; earlier times are none of its own
 */
public record Schedule(ScheduleId id, String cron, ChatId chat, String text, boolean enabled, Instant since) {
    public Schedule {
        if (text.isBlank()) throw new IllegalArgumentException("A schedule needs a text");
    }

    /** The id of what it leaves in its chat at a time, message or notice: whoever asks later sees that it was dealt with. */
    public MessageId traceOf(Instant planned) {
        return new MessageId("run-" + id + "-" + planned.getEpochSecond());
    }
}
