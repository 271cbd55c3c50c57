package carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One thread that serves many connections and timers, so that the load costs little beside what it measures. Everything
 * but {@link #execute} and {@link #close} is for that thread.
 */
final class Loop implements AutoCloseable {
    private static final int READ_BYTES = 256 * 1_024;
    private static final int BACKLOG = 4_096;

    private final Selector selector;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> handed = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Thread thread;
    private volatile boolean closed;

    /** What a connection is read by. */
    interface Peer {
        void read(ByteBuffer bytes);

        void closed();

        /** Everything that was written has gone out. */
        default void drained() {}
    }

    private record Timer(long at, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(at - other.at, 0);
        }
    }

    Loop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    void execute(Runnable task) {
        handed.add(task);
        selector.wakeup();
    }

    /** @param at as {@link System#nanoTime} */
    void at(long at, Runnable task) {
        timers.add(new Timer(at, task));
    }

    Connection connect(int port, Peer peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return register(channel, _ -> peer);
    }

    /** Listens on a free port of this machine; the answer is the port. */
    int listen(Function<Connection, Peer> visitor) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        execute(() -> {
            try {
                server.register(selector, SelectionKey.OP_ACCEPT, visitor);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private Connection register(SocketChannel channel, Function<Connection, Peer> visitor) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        var connection = new Connection(channel, key);
        connection.readBy(visitor.apply(connection));
        key.attach(connection);
        return connection;
    }

    private void run() {
        try {
            while (!closed) {
                for (Runnable task; (task = handed.poll()) != null; ) task.run();
                long now = System.nanoTime();
                for (Timer next; (next = timers.peek()) != null && next.at - now <= 0; ) {
                    timers.remove();
                    next.task.run();
                }
                select();
                for (SelectionKey key : selector.selectedKeys()) serve(key);
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        long wait = next == null ? 100 : TimeUnit.NANOSECONDS.toMillis(next.at - System.nanoTime());
        if (wait <= 0 || !handed.isEmpty()) selector.selectNow();
        else selector.select(Math.min(wait, 100));
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept(key);
            else if (key.attachment() instanceof Connection connection) connection.serve(buffer);
        } catch (IOException | CancelledKeyException e) {
            if (key.attachment() instanceof Connection connection) connection.close();
        }
    }

    @SuppressWarnings("unchecked")
    private void accept(SelectionKey key) throws IOException {
        var visitor = (Function<Connection, Peer>) key.attachment();
        for (SocketChannel channel; (channel = ((ServerSocketChannel) key.channel()).accept()) != null; ) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            register(channel, visitor);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
