package carillon.storage;

import carillon.engine.spi.ChatIndex;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.ChatLogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteChatLogTest extends ChatLogContract {
    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ChatLog log() {
        return store.log();
    }

    @Override
    protected ChatIndex index() {
        return store.index();
    }

    @Override
    protected void reopen() {
        store.close();
        open();
    }
}
