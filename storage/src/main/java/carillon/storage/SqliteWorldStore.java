package carillon.storage;

import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.engine.spi.WorldStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

final class SqliteWorldStore implements WorldStore {
    private static final String NEWEST = """
            SELECT world_id, version, body, checksum FROM world AS each
            WHERE version = (SELECT max(version) FROM world WHERE world_id = each.world_id)""";
    private static final String VERSION = """
            SELECT world_id, version, body, checksum FROM world WHERE world_id = :world AND version = :version""";
    private static final String ADD = """
            INSERT INTO world (world_id, version, body, checksum)
            SELECT :world, :version, CAST(:body AS TEXT), :checksum
            WHERE :version = 1 + coalesce((SELECT max(version) FROM world WHERE world_id = :world), 0)""";
    private static final Comparator<World> OLDEST_FIRST = Comparator.comparing(World::createdAt)
            .thenComparing(world -> world.id().value());

    private final Json json;
    private final Writer writer;
    private final Readers readers;

    SqliteWorldStore(Json json, Writer writer, Readers readers) {
        this.json = json;
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public List<World> worlds() {
        return readers.read(handle -> handle.createQuery(NEWEST).map((row, _) -> world(row)).stream()
                .sorted(OLDEST_FIRST)
                .toList());
    }

    @Override
    public Optional<World> version(WorldId world, long version) {
        return readers.read(handle -> handle.createQuery(VERSION)
                .bind("world", world.value())
                .bind("version", version)
                .map((row, _) -> world(row))
                .findOne());
    }

    @Override
    public boolean add(World next) {
        String id = next.id().value();
        byte[] body = json.write(next);
        return writer.write(connection -> connection
                        .handle()
                        .createUpdate(ADD)
                        .bind("world", id)
                        .bind("version", next.version())
                        .bind("body", body)
                        .bind("checksum", Checksum.ofWorld(id, next.version(), body))
                        .execute()
                == 1);
    }

    private World world(ResultSet row) throws SQLException {
        String id = row.getString("world_id");
        long version = row.getLong("version");
        byte[] body = row.getBytes("body");
        if (row.getLong("checksum") != Checksum.ofWorld(id, version, body)) throw damaged(id, version);
        try {
            return json.world(body);
        } catch (JacksonException | IllegalArgumentException _) {
            throw damaged(id, version);
        }
    }

    private static StorageException damaged(String world, long version) {
        return new StorageException(Trouble.DAMAGED, "Version " + version + " of world " + world + " is damaged.");
    }
}
