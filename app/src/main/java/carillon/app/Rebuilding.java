package carillon.app;

import carillon.storage.CannotOpenException;
import carillon.storage.Rebuilt;
import carillon.storage.SqliteStore;
import java.nio.file.Files;
import java.time.InstantSource;

/** {@code carillon rebuild}: the data file made anew, and what came of it in words or as one JSON object a line. */
final class Rebuilding {
    private static final String DATA = "carillon.db";

    private final Terminal terminal;
    private final Settings settings;

    Rebuilding(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    /** @throws Trouble if there is nothing to rebuild, another process serves it, or it cannot be done */
    Exit run() {
        if (!Files.isRegularFile(settings.home().resolve(DATA))) {
            throw new Trouble(Exit.FOLDER, "There is no " + DATA + " in " + settings.home() + " to rebuild.");
        }
        DataFolder folder = DataFolder.open(settings.home());
        try (FolderLock _ = FolderLock.take(folder).orElseThrow(() -> FolderLock.taken(folder))) {
            Rebuilt rebuilt = SqliteStore.rebuild(folder.path(), InstantSource.system());
            switch (settings.output()) {
                case PERSON -> sayToAPerson(rebuilt);
                case JSON -> sayInJson(rebuilt);
            }
            return rebuilt.unreadable().isEmpty() ? Exit.OK : Exit.PARTLY;
        } catch (CannotOpenException e) {
            throw Trouble.of(e);
        }
    }

    private void sayToAPerson(Rebuilt rebuilt) {
        for (String each : rebuilt.unreadable()) terminal.answer("Could not be read: " + each);
        String damage = rebuilt.unreadable().isEmpty()
                ? "Everything could be read."
                : "Not everything could be read (%d); a chat that lacks something says so at that place."
                        .formatted(rebuilt.unreadable().size());
        terminal.answer(
                "Rebuilt: chats %d, facts %d, worlds %d. %s The file as it was is %s; delete it when you miss nothing."
                        .formatted(rebuilt.chats(), rebuilt.events(), rebuilt.worlds(), damage, rebuilt.kept()));
    }

    private void sayInJson(Rebuilt rebuilt) {
        for (String each : rebuilt.unreadable()) {
            terminal.answer(new Json().with("unreadable", each).toString());
        }
        terminal.answer(new Json()
                .with("rebuilt", true)
                .with("chats", rebuilt.chats())
                .with("facts", rebuilt.events())
                .with("worlds", rebuilt.worlds())
                .with("unreadable", rebuilt.unreadable().size())
                .with("kept", rebuilt.kept().toString())
                .with("home", settings.home().toString())
                .toString());
    }
}
