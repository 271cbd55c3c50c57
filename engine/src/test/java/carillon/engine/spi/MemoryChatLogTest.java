package carillon.engine.spi;

final class MemoryChatLogTest extends ChatLogContract {
    private MemoryStore store = new MemoryStore();

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
        store = store.reopen();
    }
}
