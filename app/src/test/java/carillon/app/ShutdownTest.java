package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShutdownTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Shutdown shutdown = new Shutdown(said::add);

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        for (String part : List.of("store", "engine", "server")) shutdown.add(part, LONG, () -> closed.add(part));

        shutdown.run();
        shutdown.run();

        assertThat(closed).containsExactly("server", "engine", "store");
        assertThat(said).isEmpty();
    }

    @Test
    void aPartThatDoesNotEndIsNamedAndTheOthersStillClose() {
        var never = new CountDownLatch(1);
        shutdown.add("store", LONG, () -> closed.add("store"));
        shutdown.add("engine", Duration.ofMillis(20), never::await);
        shutdown.add("server", LONG, () -> closed.add("server"));

        shutdown.run();

        assertThat(closed).containsExactly("server", "store");
        assertThat(said).singleElement().asString().contains("engine").contains("20 ms");
    }

    @Test
    void aPartThatFailsToCloseIsNamedAndTheOthersStillClose() {
        shutdown.add("store", LONG, () -> closed.add("store"));
        shutdown.add("server", LONG, () -> {
            throw new IOException("socket gone");
        });

        shutdown.run();

        assertThat(closed).containsExactly("store");
        assertThat(said).singleElement().asString().contains("server").contains("socket gone");
    }

    @Test
    void aPartThatComesTooLateIsClosedAtOnce() {
        shutdown.run();

        assertThatThrownBy(() -> shutdown.add("server", LONG, () -> closed.add("server")))
                .hasMessageContaining("server");
        assertThat(closed).containsExactly("server");
        assertThat(shutdown.hasBegun()).isTrue();
    }
}
