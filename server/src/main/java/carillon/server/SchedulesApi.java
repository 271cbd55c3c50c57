package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.chat.ChatState;
import carillon.core.chat.Life;
import carillon.core.id.ChatId;
import carillon.core.id.ScheduleId;
import carillon.core.id.WorldId;
import carillon.core.world.Schedule;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.ChatNotFoundException;
import carillon.engine.CronTimes;
import carillon.engine.WorldNotFoundException;
import carillon.server.json.JsonIn;
import carillon.server.json.JsonOut;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What worlds send by the clock. Every change makes a new version of the world. */
final class SchedulesApi {
    private static final int MAX_TEXT_BYTES = 64 * 1_024;
    private static final int MOST = 100;

    private final ChatEngine engine;
    private final InstantSource clock;
    private final ZoneId zone = ZoneId.systemDefault();

    SchedulesApi(ChatEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    void list(Exchange exchange) {
        World world = find(exchange.world());
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (Schedule schedule : world.schedules()) write(out, schedule);
            out.endList().field("zone", zone.getId()).end();
        });
    }

    void create(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        WorldId id = exchange.world();
        var schedule = new Schedule(
                id(body.requiredText("id")),
                cron(body.requiredText("cron")),
                chat(id, body.requiredText("chatId")),
                text(body.requiredText("text")),
                body.flag("enabled").orElse(true),
                clock.instant());
        engine.worlds().edit(id, world -> {
            if (world.schedule(schedule.id()).isPresent()) {
                throw new ProblemException(
                        ProblemCode.SCHEDULE_EXISTS, "The world has a schedule \"" + schedule.id() + "\" already");
            }
            if (world.schedules().size() == MOST) throw badRequest("A world has at most " + MOST + " schedules");
            var schedules = new ArrayList<>(world.schedules());
            schedules.add(schedule);
            return world.withSchedules(schedules);
        });
        exchange.answer(Status.CREATED_201, out -> write(out, schedule));
    }

    void change(Exchange exchange) throws IOException {
        JsonIn body = exchange.body();
        WorldId world = exchange.world();
        Schedule before = find(find(world), exchange.schedule());
        String cron = body.has("cron") ? cron(body.requiredText("cron")) : before.cron();
        ChatId chat = body.has("chatId") ? chat(world, body.requiredText("chatId")) : before.chat();
        String text = body.has("text") ? text(body.requiredText("text")) : before.text();
        boolean enabled = body.flag("enabled").orElse(before.enabled());
        boolean asBefore = cron.equals(before.cron()) && chat.equals(before.chat()) && enabled == before.enabled();
        Instant since = asBefore ? before.since() : clock.instant();
        var changed = new Schedule(before.id(), cron, chat, text, enabled, since);
        engine.worlds().edit(world, each -> {
            find(each, before.id());
            return each.withSchedules(each.schedules().stream()
                    .map(schedule -> schedule.id().equals(changed.id()) ? changed : schedule)
                    .toList());
        });
        exchange.answer(out -> write(out, changed));
    }

    void delete(Exchange exchange) {
        ScheduleId id = exchange.schedule();
        engine.worlds().edit(exchange.world(), world -> {
            Schedule gone = find(world, id);
            List<Schedule> left = world.schedules().stream()
                    .filter(each -> !each.equals(gone))
                    .toList();
            return world.withSchedules(left);
        });
        exchange.done();
    }

    private void write(JsonOut out, Schedule schedule) {
        CronTimes times = CronTimes.parse(schedule.cron(), zone);
        out.begin()
                .word("id", schedule.id().value())
                .field("cron", schedule.cron())
                .field("words", times.inWords())
                .word("chatId", schedule.chat().value())
                .field("text", schedule.text())
                .field("enabled", schedule.enabled());
        if (schedule.enabled()) times.after(clock.instant()).ifPresent(next -> out.field("next", next));
        out.end();
    }

    private static ScheduleId id(String text) {
        try {
            return ScheduleId.parse(text);
        } catch (IllegalArgumentException e) {
            throw badRequest(
                    "\"id\" must be 1 to " + ScheduleId.MAX_CHARS + " lower-case letters, digits, '-' and '_'");
        }
    }

    private String cron(String text) {
        Optional<Instant> next;
        try {
            next = CronTimes.parse(text, zone).after(clock.instant());
        } catch (IllegalArgumentException e) {
            throw badRequest("\"cron\" must have five fields: minute, hour, day of month, month, day of week, such as"
                    + " \"0 9 * * 1-5\". " + e.getMessage());
        }
        if (next.isEmpty()) throw badRequest("\"cron\" names a time that never comes");
        return text.strip();
    }

    private ChatId chat(WorldId world, String text) {
        try {
            ChatId chat = ChatId.parse(text);
            ChatState state = engine.look(chat).state();
            if (state.world().equals(Optional.of(world)) && state.life() == Life.LIVE) return chat;
        } catch (IllegalArgumentException | ChatNotFoundException e) {
            throw badRequest("\"chatId\" names no chat of this world");
        }
        throw badRequest("\"chatId\" names no chat of this world that is not in the trash");
    }

    private static String text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_TEXT_BYTES) throw badRequest("\"text\" has at most " + MAX_TEXT_BYTES + " bytes");
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private World find(WorldId id) {
        return engine.worlds().find(id).orElseThrow(() -> new WorldNotFoundException(id));
    }

    private static Schedule find(World world, ScheduleId id) {
        return world.schedule(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.SCHEDULE_NOT_FOUND, "World \"" + world.id() + "\" has no schedule \"" + id + "\""));
    }
}
