package carillon.engine.spi;

final class MemoryWorldStoreTest extends WorldStoreContract {
    private MemoryStore store = new MemoryStore();

    @Override
    protected WorldStore worlds() {
        return store.worlds();
    }

    @Override
    protected void reopen() {
        store = store.reopen();
    }
}
