package carillon.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Stand-in. */
final class Carillon {
    private Carillon() {}

    static int start(DataFolder folder, Settings settings, Token token, Shutdown shutdown) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
            server.createContext("/", exchange -> {
                boolean known = ("Bearer " + token.value())
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] body = "{\"code\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(known ? 200 : 401, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            shutdown.add("server", Duration.ofSeconds(2), () -> server.stop(0));
            return server.getAddress().getPort();
        } catch (BindException e) {
            throw new Trouble(
                    Exit.PORT_IN_USE,
                    "Port " + settings.port()
                            + " on 127.0.0.1 is in use by another program. Choose another with --port or CARILLON_PORT; 0 takes any free one.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
