package carillon.server.live;

import carillon.engine.ChatEngine;
import carillon.engine.spi.StoreHealth;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into a WebSocket. One that may not come in, or is no proper handshake, stays an ordinary request, which
 * the door and the routes then answer as any other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, 4.2</a>
 */
public final class LiveUpgrade implements Http1Upgrader {
    private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
    private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final ChatEngine engine;
    private final StoreHealth health;
    private final Pulse pulse;
    private final BiPredicate<HttpPrologue, WritableHeaders<?>> mayComeIn;

    /** @param mayComeIn whether the request is for the WebSocket and the door lets it in */
    public LiveUpgrade(
            ChatEngine engine,
            StoreHealth health,
            Pulse pulse,
            BiPredicate<HttpPrologue, WritableHeaders<?>> mayComeIn) {
        this.engine = engine;
        this.health = health;
        this.pulse = pulse;
        this.mayComeIn = mayComeIn;
    }

    @Override
    public String supportedProtocol() {
        return "websocket";
    }

    @Override
    @SuppressWarnings("NullAway") // null is how Helidon's contract says that there is no upgrade
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        List<String> keys = headers.all(KEY, List::of);
        boolean good = headers.all(VERSION, List::of).equals(List.of("13"))
                && keys.size() == 1
                && isKey(keys.getFirst())
                && headers.all(HeaderNames.CONNECTION, List::of).stream()
                        .anyMatch(value ->
                                value.toLowerCase(java.util.Locale.ROOT).contains("upgrade"));
        if (!good || !mayComeIn.test(prologue, headers)) return null;
        String answer = "HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(keys.getFirst()) + "\r\n\r\n";
        Runnable accepted =
                () -> context.dataWriter().writeNow(BufferData.create(answer.getBytes(StandardCharsets.US_ASCII)));
        return new LiveConnection(engine, health, pulse, context.dataReader(), new SocketOut(context), accepted);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    /** The socket as a stream; every write goes out at once. */
    private static final class SocketOut extends OutputStream {
        private final ConnectionContext context;

        SocketOut(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            context.dataWriter().writeNow(BufferData.create(bytes, from, count));
        }
    }
}
