package carillon.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aTokenIsKeptAsItIs(String text) {
        assertThat(ChatId.parse(text).value()).isEqualTo(text);
        assertThat(MessageId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "ä",
                "a/b",
                "../x",
                "a\n",
                "a\u0000",
                "'; drop table chat; --",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anythingElseIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> ChatId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 64 letters, digits, '-' and '_'");
        assertThatThrownBy(() -> MessageId.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorldId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSlugHasNoCapitals() {
        assertThatThrownBy(() -> AgentId.parse("Ada")).hasMessageContaining("lower-case");
    }

    @ParameterizedTest
    @CsvSource({"My World,my-world", "Café  Zürich!,cafe-zurich", "--a--,a", "Agent 007,agent-007"})
    void aSlugIsMadeOfAName(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
        assertThat(WorldId.parse(slug).value()).isEqualTo(slug);
    }

    @Test
    void aNameWithNothingToTypeIsRefused() {
        assertThatThrownBy(() -> Slug.of("日本")).hasMessageContaining("at least one letter");
    }
}
