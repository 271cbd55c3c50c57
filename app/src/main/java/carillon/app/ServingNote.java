package carillon.app;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the serving process writes about itself for {@code status}, {@code stop} and a second {@code carillon}. It only
 * says where to look; the folder's lock says who serves. A note whose process is gone counts as none.
 *
 * @param startedAt of the process; tells it from a later one with the same pid
 * @param port      empty while it starts
 */
record ServingNote(long pid, Instant startedAt, OptionalInt port, String version) {
    /** Process start times are read from a clock that the system may adjust. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    static ServingNote ofThisProcess(OptionalInt port, String version) {
        ProcessHandle me = ProcessHandle.current();
        return new ServingNote(me.pid(), me.info().startInstant().orElse(Instant.EPOCH), port, version);
    }

    void write(DataFolder folder) {
        var json = new Json()
                .with("pid", pid)
                .with("startedAt", startedAt.toString())
                .with("version", version);
        address().ifPresent(address -> json.with("address", address.toString()));
        port.ifPresent(number -> json.with("port", number));
        folder.replace(folder.servingFile(), json + "\n");
    }

    /** The note of a process that lives. */
    static Optional<ServingNote> read(DataFolder folder) {
        return folder.read(folder.servingFile())
                .flatMap(ServingNote::parse)
                .filter(note -> note.process().isPresent());
    }

    Optional<URI> address() {
        return port.isPresent() ? Optional.of(URI.create("http://127.0.0.1:" + port.getAsInt())) : Optional.empty();
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
    }

    private boolean isTheSame(ProcessHandle process) {
        Instant started = process.info().startInstant().orElse(startedAt);
        return Duration.between(started, startedAt).abs().compareTo(CLOCK_SLACK) <= 0;
    }

    private static Optional<ServingNote> parse(String json) {
        try {
            Optional<String> pid = Json.find(json, "pid");
            Optional<String> startedAt = Json.find(json, "startedAt");
            if (pid.isEmpty() || startedAt.isEmpty()) return Optional.empty();
            OptionalInt port = Json.find(json, "port")
                    .map(Integer::parseInt)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
            return Optional.of(new ServingNote(
                    Long.parseLong(pid.get()),
                    Instant.parse(startedAt.get()),
                    port,
                    Json.find(json, "version").orElse("unknown")));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
