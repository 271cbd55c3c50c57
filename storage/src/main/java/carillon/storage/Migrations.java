package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Brings a data file to the schema that this code knows, one numbered file at a time, never backwards. */
final class Migrations {
    /** File n, from 1, leads to schema n. A new kind of fact needs one too, if only an empty one. */
    static final List<String> FILES = List.of(
            "0001-chats-and-worlds.sql",
            "0002-several-agents.sql",
            "0003-history.sql",
            "0004-usage.sql",
            "0005-tools.sql",
            "0006-pictures.sql",
            "0007-open-text-checksums.sql");

    private final DataFolder folder;
    private final List<String> scripts;
    private final String program;

    Migrations(DataFolder folder, List<String> scripts, String program) {
        this.folder = folder;
        this.scripts = scripts;
        this.program = program;
    }

    /** The text of every migration, in order. */
    static List<String> scripts() {
        return FILES.stream().map(Migrations::resource).toList();
    }

    /** The version of this program. */
    static String program() {
        return resource("version.txt").strip();
    }

    private static String resource(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("The program lacks its file " + name);
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws CannotOpenException if a newer program wrote the file, or it holds something else; nothing was changed */
    void refuseForeign() throws SQLException {
        if (folder.isNew()) return;
        try (Connection look = Sqlite.toLookOrLock(folder.file())) {
            int found = number(look, "PRAGMA user_version");
            if (found > scripts.size()) {
                throw new CannotOpenException(
                        CannotOpenException.Reason.NEWER_SCHEMA,
                        "%s was written by %s (schema %d), and this is Carillon %s (schema %d). Start the newer one, or choose another data folder."
                                .formatted(folder.file(), writerOf(look), found, program, scripts.size()));
            }
            if (found == 0 && number(look, "SELECT count(*) FROM sqlite_schema") > 0) {
                throw Troubles.damaged(folder.file(), new IllegalStateException("It holds tables without a schema"));
            }
        }
    }

    private static String writerOf(Connection look) {
        try (Statement statement = look.createStatement();
                ResultSet row = statement.executeQuery("SELECT program FROM store")) {
            return row.next() ? "Carillon " + row.getString(1) : "a newer Carillon";
        } catch (SQLException _) {
            return "a newer Carillon";
        }
    }

    /**
     * Runs what is missing, each file in a transaction of its own, after a copy of the data file was made.
     *
     * @throws SQLException if one failed; the file is as it was before that one
     */
    void run(Connection writer) throws SQLException {
        int from = number(writer, "PRAGMA user_version");
        if (from > 0 && from < scripts.size()) {
            folder.copy(writer, String.format(Locale.ROOT, ".before-%04d", from + 1));
        }
        for (int next = from + 1; next <= scripts.size(); next++) {
            Sqlite.execute(writer, "BEGIN IMMEDIATE");
            try {
                Sqlite.execute(writer, scripts.get(next - 1));
                Sqlite.execute(writer, "PRAGMA user_version = " + next);
                Sqlite.execute(writer, "COMMIT");
            } catch (SQLException e) {
                Sqlite.execute(writer, "ROLLBACK");
                throw e;
            }
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
