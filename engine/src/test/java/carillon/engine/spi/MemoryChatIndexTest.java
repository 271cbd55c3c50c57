package carillon.engine.spi;

final class MemoryChatIndexTest extends ChatIndexContract {
    private MemoryStore store = new MemoryStore();

    @Override
    protected ChatLog log() {
        return store.log();
    }

    @Override
    protected ChatIndex index() {
        return store.index();
    }
}
