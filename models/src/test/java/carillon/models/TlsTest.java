package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path keys;

    private static SSLContext known;

    private final Heard heard = new Heard();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = keys.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keyStore = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keyStore.load(in, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keyStore, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keyStore);
        known = SSLContext.getInstance("TLS");
        known.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @Test
    void streamsOverTls() throws Exception {
        try (var trials = trusting(known.getSocketFactory());
                var server =
                        server(v -> v.streamHead().chunk(SseText.recorded()).end())) {
            assertThat(trials.ask(at(server, "127.0.0.1"), heard)).isInstanceOf(Answered.class);
            assertThat(heard.text()).isEqualTo(SseText.RECORDED_TEXT);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedOrNamesAnotherHostIsRefused() throws Exception {
        try (var server = server(v -> v.streamHead().chunk(SseText.recorded()).end());
                var strict = trusting((SSLSocketFactory) SSLSocketFactory.getDefault());
                var trusting = trusting(known.getSocketFactory())) {
            assertThat(strict.ask(at(server, "127.0.0.1"), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("No secure connection"));
            assertThat(trusting.ask(at(server, "localhost"), heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("No secure connection"));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anInterruptClosesTheConnection() throws Exception {
        var closed = new CountDownLatch(1);
        try (var trials = trusting(known.getSocketFactory());
                var server = server(v -> {
                    v.streamHead().chunk(SseText.text("seen"));
                    v.awaitClose();
                    closed.countDown();
                })) {
            var call = trials.call(Trials.request(at(server, "127.0.0.1"), "hi"), heard);
            heard.firstText.await();

            call.interrupt();

            assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
            closed.await();
        }
    }

    @Test
    void aHandshakeThatNeverComesEnds() throws Exception {
        try (var trials = trusting(known.getSocketFactory());
                var silent = ScriptedServer.plainSocket()) {
            trials.limits(Trials.COMPATIBLE, Duration.ofMillis(150), Trials.LONG);
            var base = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/v1");

            assertThat(trials.ask(base, heard))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).contains("sent nothing for"));
        }
    }

    private Trials trusting(SSLSocketFactory tls) {
        var usual = Trials.surroundings(_ -> {});
        return new Trials(
                folder,
                Map.of(),
                new Surroundings(
                        usual.pause(), usual.random(), usual.clock(), usual.resolver(), tls, usual.loopbackPatience()));
    }

    private static ScriptedServer server(ScriptedServer.Script script) throws Exception {
        return new ScriptedServer(
                known.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    }

    private static URI at(ScriptedServer server, String host) {
        return URI.create("https://" + host + ":" + server.port() + "/v1");
    }
}
