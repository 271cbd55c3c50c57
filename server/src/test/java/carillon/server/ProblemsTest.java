package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Refusal;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.engine.ChatNotFoundException;
import carillon.engine.WorldNotFoundException;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.StorageException;
import carillon.engine.spi.StorageException.Trouble;
import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {
    @ParameterizedTest
    @EnumSource
    void everyRefusalHasItsOwnCode(Refusal refusal) {
        assertThat(Problems.of(refusal).code().text())
                .isEqualTo(refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @EnumSource
    void everyTroubleOfTheStoreSaysWhatToDoAndNoPath(Trouble trouble) {
        Problem problem = Problems.of(new StorageException(trouble, "/home/me/carillon.db is broken"));

        assertThat(problem.code())
                .isEqualTo(
                        switch (trouble) {
                            case FULL -> ProblemCode.STORAGE_FULL;
                            case READ_ONLY, LOCKED, OTHER -> ProblemCode.STORAGE_UNAVAILABLE;
                            case DAMAGED -> ProblemCode.STORAGE_DAMAGED;
                            case CLOSED -> ProblemCode.CLOSING;
                        });
        assertThat(problem.code().status()).isEqualTo(trouble == Trouble.DAMAGED ? 500 : 503);
        assertThat(problem.detail()).doesNotContain("/home");
    }

    @Test
    void whatIsNotThereIs404() {
        assertThat(Problems.of(new ChatNotFoundException(new ChatId("c"))).code())
                .isEqualTo(ProblemCode.CHAT_NOT_FOUND);
        assertThat(Problems.of(new WorldNotFoundException(new WorldId("w"))).code())
                .isEqualTo(ProblemCode.WORLD_NOT_FOUND);
        assertThat(Problems.of(new ModelException("No")).code()).isEqualTo(ProblemCode.PROVIDER_FAILED);
    }

    @Test
    void aBugIsNamedByAReferenceOnly() {
        Problem problem = Problems.of(new IllegalStateException("secret at /root/x"));

        assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL);
        assertThat(problem.detail()).matches("The log has more under the reference [0-9a-f]{8}");
    }

    @Test
    void aLogLineStaysOneLine() {
        assertThat(LogText.of("a\r\nb\u001b[31m\u2028c")).isEqualTo("a\\u000d\\u000ab\\u001b[31m\\u2028c");
    }
}
