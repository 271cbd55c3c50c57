package carillon.tools.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BindingTest {
    @Test
    void whereOnePartEndsCounts() {
        assertThat(Binding.of("ab", "c")).isNotEqualTo(Binding.of("a", "bc"));
        assertThat(Binding.of("a", "")).isNotEqualTo(Binding.of("a"));
    }
}
