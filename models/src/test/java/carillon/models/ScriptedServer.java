package carillon.models;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free port of this machine that plays a script on every connection, and sees what the client does. */
final class ScriptedServer implements AutoCloseable {
    /** What happens on one connection after its request was read. Returning closes the connection. */
    interface Script {
        void play(Visitor visitor) throws IOException, InterruptedException;
    }

    record Request(String line, Map<String, String> headers, String body) {}

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) {
        this(plainSocket(), script);
    }

    ScriptedServer(ServerSocket socket, Script script) {
        this.socket = socket;
        threads.execute(() -> accept(script));
    }

    /** Plays each script once, the last one from then on. */
    static ScriptedServer inTurn(Script... scripts) {
        var next = new AtomicInteger();
        return new ScriptedServer(
                visitor -> scripts[Math.min(next.getAndIncrement(), scripts.length - 1)].play(visitor));
    }

    static ServerSocket plainSocket() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    private void accept(Script script) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection, script));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection, Script script) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var visitor = new Visitor(connection);
            requests.add(visitor.request);
            script.play(visitor);
        } catch (IOException | InterruptedException _) {
            // the client went away, or the test is over
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) connection.close();
        threads.shutdownNow();
    }

    /** One client's connection. */
    static final class Visitor {
        final Request request;
        private final Socket connection;
        private final InputStream in;

        private Visitor(Socket connection) throws IOException {
            this.connection = connection;
            this.in = new BufferedInputStream(connection.getInputStream());
            this.request = read();
        }

        Visitor raw(String text) throws IOException {
            return raw(text.getBytes(StandardCharsets.UTF_8));
        }

        Visitor raw(byte[] bytes) throws IOException {
            connection.getOutputStream().write(bytes);
            connection.getOutputStream().flush();
            return this;
        }

        Visitor streamHead() throws IOException {
            return raw(String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Content-Type: text/event-stream; charset=utf-8",
                    "Transfer-Encoding: chunked",
                    "",
                    ""));
        }

        Visitor chunk(String text) throws IOException {
            return chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        Visitor chunk(byte[] bytes) throws IOException {
            byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] whole = new byte[head.length + bytes.length + 2];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(bytes, 0, whole, head.length, bytes.length);
            whole[whole.length - 2] = '\r';
            whole[whole.length - 1] = '\n';
            return raw(whole);
        }

        Visitor end() throws IOException {
            return raw("0\r\n\r\n");
        }

        Visitor answer(int status, String contentType, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            var head = new StringBuilder("HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType
                    + "\r\nContent-Length: " + bytes.length + "\r\n");
            for (String header : headers) head.append(header).append("\r\n");
            return raw(head + "\r\n").raw(bytes);
        }

        Visitor json(int status, String body, String... headers) throws IOException {
            return answer(status, "application/json", body, headers);
        }

        /** Blocks until the client has closed the connection. */
        void awaitClose() throws IOException {
            try {
                while (in.read() >= 0) {
                    // nothing more is expected
                }
            } catch (IOException _) {
                // a reset is a close as well
            }
        }

        private Request read() throws IOException {
            String line = line();
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
            return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) throw new IOException("the client went away");
                if (b != '\r') line.append((char) b);
            }
            return line.toString();
        }
    }
}
