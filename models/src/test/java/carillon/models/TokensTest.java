package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.prompt.TokenCounter;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Tokens tokens = new Tokens();

    @Test
    void openAisModelsAreCountedAsOpenAiDoes() {
        TokenCounter openAi = tokens.counter(ProviderKind.OPENAI);

        assertThat(openAi.count("Hello, world!")).isEqualTo(4);
        assertThat(openAi.count("")).isZero();
        assertThat(openAi.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void othersAreTakenToNeedATenthMoreButNeverToBeMoreThanBytes() {
        String text = "A bell is rung and the others stay silent. ".repeat(20);
        int exact = tokens.counter(ProviderKind.OPENAI).count(text);
        TokenCounter other = tokens.counter(ProviderKind.OLLAMA);

        assertThat(other.count(text)).isBetween(exact + exact / 11, exact + exact / 9);
        for (String hard :
                new String[] {"\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f", "🔔".repeat(50), "x"}) {
            assertThat(other.count(hard)).isLessThanOrEqualTo(hard.length() * 3);
        }
    }
}
