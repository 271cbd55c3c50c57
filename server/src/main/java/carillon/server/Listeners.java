package carillon.server;

import carillon.server.json.Problem;
import carillon.server.live.LiveUpgrade;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sockets: one port on both loopback addresses, never on another. */
final class Listeners {
    private static final int MAX_CONNECTIONS = 4_096;
    private static final int OF_THEM_V6 = 512;
    private static final int ATTEMPTS = 20;
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final byte[] V4 = {127, 0, 0, 1};
    private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final List<WebServer> servers = new ArrayList<>();

    private Listeners() {}

    /** A port that is free on both addresses; the one asked for, or any when that is 0. */
    static int freePort(int wanted) {
        if (wanted != 0) {
            if (!isFree(V4, wanted) || (hasV6() && !isFree(V6, wanted))) throw new PortInUseException(wanted);
            return wanted;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            try (var probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(address(V4), 0));
                int port = probe.getLocalPort();
                if (!hasV6() || isFree(V6, port)) return port;
            } catch (IOException e) {
                throw new UncheckedIOException("No port could be opened on 127.0.0.1", e);
            }
        }
        throw new IllegalStateException("No port is free on both 127.0.0.1 and ::1");
    }

    /** @throws PortInUseException if another program has taken the port */
    static Listeners open(int port, Front front, LiveUpgrade upgrade) {
        var listeners = new Listeners();
        try {
            listeners.open(V4, port, MAX_CONNECTIONS - OF_THEM_V6, front, upgrade);
            if (hasV6()) listeners.open(V6, port, OF_THEM_V6, front, upgrade);
        } catch (UncheckedIOException e) {
            listeners.close();
            if (e.getCause() instanceof BindException) throw new PortInUseException(port);
            throw e;
        }
        return listeners;
    }

    private void open(byte[] address, int port, int maxConnections, Front front, LiveUpgrade upgrade) {
        Http1Config http =
                Http1Config.builder().sendLog(false).receiveLog(false).build();
        WebServer server = WebServer.builder()
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .address(address(address))
                .port(port)
                .maxTcpConnections(maxConnections)
                .maxPayloadSize(Exchange.MAX_BODY_BYTES)
                .writeBufferSize(0)
                .shutdownGracePeriod(GRACE)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .directHandlers(directHandlers())
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(http)
                        .addUpgrader(upgrade)
                        .build())
                .routing(HttpRouting.builder().any(front))
                .build();
        server.start();
        servers.add(server);
    }

    void close() {
        servers.forEach(WebServer::stop);
    }

    /** Requests that are broken before they are requests get a problem document as well. */
    private static DirectHandlers directHandlers() {
        DirectHandler handler = (request, type, status, headers, message) -> answer(status, headers);
        var handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) handlers.addHandler(type, handler);
        return handlers.build();
    }

    private static DirectHandler.TransportResponse answer(Status status, ServerResponseHeaders headers) {
        Problem problem = Problems.ofStatus(status.code());
        Front.ALWAYS.forEach(headers::set);
        headers.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.code().status()))
                .headers(headers)
                .keepAlive(false)
                .entity(problem.json())
                .build();
    }

    private static boolean hasV6() {
        return isFree(V6, 0);
    }

    private static boolean isFree(byte[] address, int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }
}
