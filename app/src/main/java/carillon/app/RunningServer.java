package carillon.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A Carillon that answers at an address, seen from another process of the same person. */
record RunningServer(URI address, Token token) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Whether anything speaks HTTP there. */
    static boolean answers(URI address) {
        try {
            return connect(address, "/api/health").getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The address that opens the window, once, within two minutes.
     *
     * @throws Trouble {@link Exit#REFUSED} if the server does not know the token
     */
    URI startLink() {
        try {
            HttpURLConnection asked = connect(address, "/api/start-code");
            asked.setRequestMethod("POST");
            asked.setRequestProperty("Authorization", "Bearer " + token.value());
            asked.setDoOutput(true);
            asked.setFixedLengthStreamingMode(0);
            asked.getOutputStream().close();
            int status = asked.getResponseCode();
            if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new Trouble(
                        Exit.REFUSED,
                        "The Carillon at " + address
                                + " does not accept this token. If it was started with CARILLON_TOKEN, set the same here.");
            }
            String body = body(asked, status);
            return address.resolve("/start#" + Json.find(body, "code").orElseThrow(() -> noCode(status)));
        } catch (IOException e) {
            throw new Trouble(
                    Exit.UNEXPECTED,
                    "The Carillon at " + address + " does not answer: " + e.getMessage() + ". 'carillon stop' ends it.",
                    e);
        }
    }

    private Trouble noCode(int status) {
        return new Trouble(
                Exit.UNEXPECTED, "The Carillon at " + address + " gave no start code (status " + status + ").");
    }

    private static String body(HttpURLConnection answer, int status) throws IOException {
        if (status >= 400) return "";
        try (InputStream in = answer.getInputStream()) {
            return new String(in.readNBytes(10_000), StandardCharsets.UTF_8);
        }
    }

    private static HttpURLConnection connect(URI address, String path) throws IOException {
        var connection = (HttpURLConnection) address.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
