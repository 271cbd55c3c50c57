package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final String SECRET = "secret-secret-secret-secret-secret";

    @TempDir
    Path temporary;

    @Test
    void aMessageCannotForgeALineNorSteerATerminal() throws IOException {
        List<String> lines =
                logged(new LogRecord(Level.INFO, "first\r\n2026-01-01T00:00:00Z INFO forged\u001b[2J\u2028end"));

        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith("first\\r\\n2026-01-01T00:00:00Z INFO forged\\u001b[2J\\u2028end");
    }

    @Test
    void anExceptionsMessageCannotEither() throws IOException {
        var entry = new LogRecord(Level.WARNING, "failed");
        entry.setThrown(new IllegalStateException("one\ntwo", new IOException("three\nfour")));

        List<String> lines = logged(entry);

        assertThat(lines).anyMatch(line -> line.equals("  java.lang.IllegalStateException: one\\ntwo"));
        assertThat(lines).anyMatch(line -> line.equals("  caused by java.io.IOException: three\\nfour"));
        assertThat(lines).filteredOn(line -> !line.startsWith(" ")).hasSize(1);
    }

    @Test
    void secretsAreLeftOut() throws IOException {
        List<String> lines = logged(
                new LogRecord(
                        Level.INFO,
                        "token " + SECRET
                                + ", Authorization: Bearer abcdefghijk, key sk-proj-123456789, open http://127.0.0.1:1/start#Zm9vYmFyYmF6"));

        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContain(SECRET, "abcdefghijk", "123456789", "Zm9vYmFyYmF6")
                .contains("127.0.0.1:1/start#");
    }

    @Test
    void theLogNeverTakesMoreThanTwiceItsSize() throws IOException {
        Path file = temporary.resolve("carillon.log");
        try (var log = new LogFile(file, 1_000, new LogLine(List.of()))) {
            for (int i = 1; i <= 100; i++) log.publish(new LogRecord(Level.INFO, "message " + i));
        }

        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
        assertThat(Files.size(temporary.resolve("carillon.log.1"))).isLessThanOrEqualTo(1_000);
        assertThat(Files.readAllLines(file).getLast()).endsWith("message 100");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anInterruptedThreadCanLogAndBreaksNothing() throws IOException {
        Path file = temporary.resolve("carillon.log");
        try (var log = new LogFile(file, 100_000, new LogLine(List.of()))) {
            Thread.currentThread().interrupt();
            log.publish(new LogRecord(Level.INFO, "interrupted"));
            assertThat(Thread.interrupted()).isTrue();
            log.publish(new LogRecord(Level.INFO, "afterwards"));
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    private List<String> logged(LogRecord entry) throws IOException {
        Path file = temporary.resolve("carillon.log");
        try (var log = new LogFile(file, 100_000, new LogLine(List.of(SECRET)))) {
            log.publish(entry);
        }
        return Files.readAllLines(file);
    }
}
