package carillon.engine.spi;

/** A store that forgets everything with the process, and otherwise keeps to the contracts. Safe for many threads. */
public final class MemoryStore {
    private final MemoryData data;
    private final Epoch epoch;

    public MemoryStore() {
        this(new MemoryData());
    }

    private MemoryStore(MemoryData data) {
        this.data = data;
        epoch = data.nextEpoch();
    }

    public ChatLog log() {
        return new MemoryChatLog(data, epoch);
    }

    public ChatIndex index() {
        return new MemoryChatIndex(data);
    }

    public WorldStore worlds() {
        return new MemoryWorldStore(data);
    }

    /** A later opening of the same data. This one goes on, as an owner would whose process was thought dead. */
    public MemoryStore reopen() {
        return new MemoryStore(data);
    }
}
