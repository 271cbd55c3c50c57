package carillon.models;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections, blocking the caller and nobody else. Safe for many threads. */
final class Dialer {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final HostNames names;
    private final SSLSocketFactory tls;

    Dialer(HostNames names, SSLSocketFactory tls) {
        this.names = names;
        this.tls = tls;
    }

    /**
     * Connects to the first address of the URI's host that answers.
     *
     * @param limit bounds each step from here on; it is set anew by the caller afterwards
     */
    Connection dial(URI uri, Duration atMost, Watchdog.Limit limit) throws IOException, InterruptedException {
        Duration step = atMost.compareTo(CONNECT_LIMIT) < 0 ? atMost : CONNECT_LIMIT;
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        String host = Addresses.host(uri);
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        @Nullable IOException last = null;
        for (InetAddress address : names.addresses(host, step)) {
            try {
                limit.set(step);
                return connect(new InetSocketAddress(address, port), host, secure, limit);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) throw e;
                last = e;
            }
        }
        throw last != null ? last : new ConnectException("no address");
    }

    private Connection connect(InetSocketAddress address, String host, boolean secure, Watchdog.Limit limit)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            limit.watch(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            Socket socket = secure ? secured(channel.socket(), host, address.getPort()) : channel.socket();
            return new Connection(channel, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException | RuntimeException e) {
            Watchdog.closeQuietly(channel);
            limit.throwIfPassed();
            throw e;
        }
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
