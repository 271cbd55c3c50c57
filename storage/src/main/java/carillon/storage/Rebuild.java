package carillon.storage;

import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.Picture;
import carillon.storage.CannotOpenException.Reason;
import carillon.storage.Salvage.ChatRow;
import carillon.storage.Salvage.WorldRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/**
 * Makes a data file anew from the log of another: what the events add up to is worked out again; what is damaged is left
 * out and named. The new file takes the old one's place in one step when it is whole and on the disk, and the old one is
 * kept beside it. A rebuild that is cut off before has changed nothing.
 */
final class Rebuild {
    private static final WorldId NO_WORLD = new WorldId("recovered");

    private final Json json = new Json();
    private final EventRows events = new EventRows(json);
    private final List<String> unreadable = new ArrayList<>();
    private final Set<String> worlds = new HashSet<>();
    private final Salvage old;
    private final NewFile made;
    private final Instant now;
    private int chats;
    private long taken;

    private Rebuild(Connection old, NewFile made, Instant now) {
        this.old = new Salvage(old, json, unreadable);
        this.made = made;
        this.now = now;
    }

    /** @throws CannotOpenException if that is impossible; nothing was changed */
    static Rebuilt run(Path home, InstantSource clock) {
        try (DataFolder folder = DataFolder.take(home)) {
            try {
                return run(folder, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            } catch (SQLException e) {
                throw refusal(folder, Troubles.opening(folder.file(), e));
            } catch (CannotOpenException e) {
                throw refusal(folder, e);
            }
        }
    }

    private static CannotOpenException refusal(DataFolder folder, CannotOpenException e) {
        if (e.reason() != Reason.DAMAGED) return e;
        return new CannotOpenException(
                Reason.DAMAGED,
                folder.file() + " is damaged from its beginning on, and nothing can be read of it. Put a copy in its"
                        + " place and keep the damaged one.",
                e);
    }

    private static Rebuilt run(DataFolder folder, Instant now) throws SQLException {
        var migrations = new Migrations(folder, Migrations.scripts(), Migrations.program());
        migrations.refuseForeign();
        Path file = folder.begin(".rebuilding");
        try {
            return run(folder, migrations, file, now);
        } finally {
            folder.discard(file);
        }
    }

    private static Rebuilt run(DataFolder folder, Migrations migrations, Path file, Instant now) throws SQLException {
        Rebuild rebuild;
        try (Connection old = Sqlite.toWrite(folder.file())) {
            migrations.run(old);
            Sqlite.emptyLog(old);
            try (var made = new NewFile(file, new Json(), migrations)) {
                rebuild = new Rebuild(old, made, now);
                rebuild.takeWorlds();
                rebuild.takeChats();
                rebuild.takeUsage();
                made.epoch(rebuild.old.epoch(), Migrations.program());
                made.commit();
            }
        }
        Path kept = folder.replace(file, ".before-rebuild");
        return new Rebuilt(rebuild.worlds.size(), rebuild.chats, rebuild.taken, rebuild.unreadable, kept);
    }

    private void takeWorlds() throws SQLException {
        var lost = new TreeSet<String>();
        for (WorldRow row : old.worlds()) {
            if (isWhole(row)) {
                made.world(row.world, row.version, row.body);
                worlds.add(row.world);
            } else {
                unreadable.add("version " + row.version + " of world " + row.world);
                lost.add(row.world);
            }
        }
        for (String world : lost) world(world);
    }

    private boolean isWhole(WorldRow row) {
        if (row.checksum != Checksum.ofWorld(row.world, row.version, row.body)) return false;
        try {
            return json.world(row.body).version() == row.version;
        } catch (JacksonException | IllegalArgumentException _) {
            return false;
        }
    }

    /** A world by this name; an empty one takes the place of one that cannot be read. */
    private WorldId world(String name) throws SQLException {
        WorldId world = id(name).orElse(NO_WORLD);
        if (worlds.add(world.value())) {
            var empty = World.named(world, world.value(), now);
            made.world(world.value(), 1, json.write(empty));
        }
        return world;
    }

    private static Optional<WorldId> id(String world) {
        try {
            return Optional.of(new WorldId(world));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void takeChats() throws SQLException {
        SortedMap<String, ChatRow> rows = old.chats();
        var all = new TreeSet<>(old.chatsWithEvents());
        all.addAll(rows.keySet());
        for (String chat : all) {
            ChatRow row = rows.getOrDefault(chat, new ChatRow("", ChatLife.LIVE, OptionalLong.empty(), 0));
            if (row.life() >= ChatLife.PURGING) made.tombstone(chat, row);
            else take(chat, row);
        }
    }

    /** What purged chats used stands nowhere else. */
    private void takeUsage() throws SQLException {
        for (Map.Entry<String, Usage> each : old.usage().entrySet()) {
            Optional<WorldId> world = id(each.getKey());
            if (world.isPresent()) made.usage(world.get(), each.getValue());
        }
    }

    private void take(String name, ChatRow row) throws SQLException {
        ChatId chat;
        try {
            chat = new ChatId(name);
        } catch (IllegalArgumentException _) {
            unreadable.add("a chat whose id is damaged");
            return;
        }
        var repair = new ChatRepair(chat, events, json, id(row.world()).orElse(NO_WORLD), unreadable);
        if (!repair.run(old.events(name), row.lastSeq())) return;
        world(repair.state().world().orElseThrow().value());
        made.chat(chat, repair.kept(), repair.state(), row.seenSeq());
        for (var piece : old.openTexts(chat)) made.openText(piece);
        for (String image : old.pictures(chat)) {
            Optional<Picture> picture = old.picture(chat, image);
            if (picture.isPresent()) made.picture(chat, picture.get());
        }
        chats++;
        taken += repair.kept().stream().filter(ChatRepair.Kept::original).count();
    }
}
