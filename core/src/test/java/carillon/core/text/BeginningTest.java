package carillon.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeginningTest {
    @Test
    void noCharacterIsCutInHalf() {
        assertThat(Beginning.of("a🔔b", 4)).isEqualTo("a🔔b");
        assertThat(Beginning.of("a🔔b", 3)).isEqualTo("a🔔");
        assertThat(Beginning.of("a🔔b", 2)).isEqualTo("a");
        assertThat(Beginning.of("a🔔b", 0)).isEmpty();
    }
}
