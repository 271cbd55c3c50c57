package carillon.storage;

import carillon.engine.spi.WorldStore;
import carillon.engine.spi.WorldStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWorldStoreTest extends WorldStoreContract {
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
    protected WorldStore worlds() {
        return store.worlds();
    }

    @Override
    protected void reopen() {
        store.close();
        open();
    }
}
