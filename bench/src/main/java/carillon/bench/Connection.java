package carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One socket of a {@link Loop}; for its thread. */
final class Connection {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private Loop.@Nullable Peer peer;
    private boolean paused;
    private boolean closed;

    Connection(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    void readBy(Loop.Peer reader) {
        peer = reader;
    }

    void write(byte[] bytes) {
        if (closed) return;
        waiting.add(ByteBuffer.wrap(bytes));
        try {
            flush();
        } catch (IOException e) {
            close();
        }
    }

    /** Whether the other side has not taken all that was written. */
    boolean isFull() {
        return !waiting.isEmpty();
    }

    /** Reads nothing more, as a reader that has stalled. */
    void pause() {
        paused = true;
        interest();
    }

    private void flush() throws IOException {
        for (ByteBuffer next; (next = waiting.peek()) != null; waiting.remove()) {
            channel.write(next);
            if (next.hasRemaining()) break;
        }
        interest();
    }

    private void interest() {
        if (key.isValid())
            key.interestOps((paused ? 0 : SelectionKey.OP_READ) | (isFull() ? SelectionKey.OP_WRITE : 0));
    }

    void serve(ByteBuffer buffer) throws IOException {
        Loop.Peer reader = peer;
        if (reader == null) return;
        if (key.isWritable()) {
            flush();
            if (!isFull()) reader.drained();
        }
        if (!key.isValid() || !key.isReadable()) return;
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) close();
        else reader.read(buffer);
    }

    void close() {
        if (closed) return;
        closed = true;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("A connection did not close: " + e.getMessage());
        }
        if (peer != null) peer.closed();
    }
}
