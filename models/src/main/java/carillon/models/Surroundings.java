package carillon.models;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLSocketFactory;

/** Time, chance and the network's names as calls meet them; tests put in their own. */
record Surroundings(
        Pause pause,
        DoubleSupplier random,
        InstantSource clock,
        HostNames.Resolver resolver,
        SSLSocketFactory tls,
        Duration loopbackPatience) {
    static Surroundings real() {
        return new Surroundings(
                Pause.REAL,
                () -> ThreadLocalRandom.current().nextDouble(),
                InstantSource.system(),
                InetAddress::getAllByName,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                BestChoice.LOOPBACK_PATIENCE);
    }
}
