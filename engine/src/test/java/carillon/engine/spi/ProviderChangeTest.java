package carillon.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.engine.spi.Providers.ProviderChange;
import carillon.engine.spi.Providers.Setting;
import org.junit.jupiter.api.Test;

class ProviderChangeTest {
    @Test
    void aKeyIsNotInItsWords() {
        var change = new ProviderChange(
                new Setting.Set<>("sk-secret"),
                new Setting.Keep<>(),
                new Setting.Set<>(null),
                new Setting.Keep<>(),
                new Setting.Keep<>());

        assertThat(change.toString()).doesNotContain("sk-secret").contains("Set[…]", "Set[nothing]");
    }
}
