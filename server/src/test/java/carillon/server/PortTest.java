package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PortTest {
    @Test
    void aTakenPortIsNamed() {
        try (var rig = new Rig()) {
            var settings = ServerSettings.of(rig.port(), Rig.TOKEN, "1");

            assertThatThrownBy(() -> CarillonServer.start(
                            settings, rig.engine, rig.health, rig.providers, rig.toolServers, rig.copies))
                    .isInstanceOfSatisfying(
                            PortInUseException.class, e -> assertThat(e.port()).isEqualTo(rig.port()));
        }
    }

    @Test
    void aClosedServerGivesItsPortBack() {
        int port;
        try (var rig = new Rig()) {
            port = rig.port();
        }
        try (var rig = new Rig();
                var again = CarillonServer.start(
                        ServerSettings.of(port, Rig.TOKEN, "1"),
                        rig.engine,
                        rig.health,
                        rig.providers,
                        rig.toolServers,
                        rig.copies)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void settingsAreCheckedAndKeepTheTokenToThemselves() {
        assertThatThrownBy(() -> ServerSettings.of(70_000, Rig.TOKEN, "1")).hasMessageContaining("70000");
        assertThatThrownBy(() -> ServerSettings.of(0, "short", "1")).hasMessageNotContaining("short");
        assertThat(ServerSettings.of(0, Rig.TOKEN, "1").toString()).doesNotContain(Rig.TOKEN);
    }
}
