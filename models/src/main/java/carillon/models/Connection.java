package carillon.models;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;

/**
 * A connection of one call, never used for another. Interrupting a thread that is blocked on it closes it; closing it
 * from elsewhere unblocks it.
 */
record Connection(SocketChannel channel, InputStream in, OutputStream out) implements Closeable {
    /** Closes the socket itself, also under TLS, where an orderly farewell could block. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
