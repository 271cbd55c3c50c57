package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.app.ServingProcess.GoneException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a program that talks to one chat knows of it, over all the processes that served it: what it asked and was promised,
 * and every event it saw. Safe for many threads.
 */
final class KnownChat {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What was streamed of a message, and how long it was at which time. */
    private static final class Seen {
        private String text = "";
        private final List<long[]> lengths = new ArrayList<>();

        int lengthBefore(long nanos) {
            int length = 0;
            for (long[] each : lengths) if (each[1] - nanos < 0) length = (int) each[0];
            return length;
        }
    }

    final String id;
    final String canary;
    private final List<JsonNode> facts = new ArrayList<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final List<Promise> promises = new ArrayList<>();
    private final Map<String, Set<String>> decisions = new HashMap<>();
    private Optional<Boolean> inTrash = Optional.of(false);
    private long lastSign = System.nanoTime();
    private long seenSeq;
    private int goOns;
    private @Nullable AssertionError broken;
    private boolean streaming;

    /** A fact of this kind with these values, which was acknowledged. */
    private record Promise(String kind, Map<String, String> values) {
        boolean isKeptBy(JsonNode fact) {
            return fact.path("kind").asString().equals(kind)
                    && values.entrySet().stream()
                            .allMatch(
                                    each -> fact.path(each.getKey()).asString().equals(each.getValue()));
        }
    }

    KnownChat(String id, String canary) {
        this.id = id;
        this.canary = canary;
    }

    String path(String more) {
        return "/api/chats/" + id + more;
    }

    // What is asked of it

    synchronized String newMessage(String text) {
        String message = canary + "-" + texts.size();
        texts.put(message, text);
        unanswered.add(message);
        return message;
    }

    /** Messages that were sent and may or may not have arrived. */
    synchronized List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    synchronized void refused(String message) {
        unanswered.remove(message);
    }

    /** @param known whether it is in the trash; empty while that was asked for and not answered */
    synchronized void inTrash(Optional<Boolean> known) {
        inTrash = known;
    }

    synchronized Optional<Boolean> inTrash() {
        return inTrash;
    }

    synchronized Map<String, String> texts() {
        return new LinkedHashMap<>(texts);
    }

    synchronized void acknowledged(String message, JsonNode answer) {
        unanswered.remove(message);
        JsonNode earlier = answers.putIfAbsent(message, answer);
        if (earlier != null) assertThat(answer).as("the same message again").isEqualTo(earlier);
    }

    synchronized Map<String, JsonNode> answers() {
        return Map.copyOf(answers);
    }

    synchronized void promised(String kind, Map<String, String> values) {
        promises.add(new Promise(kind, values));
    }

    /** A person is about to say that of a call which waits for it. */
    synchronized void decides(String call, String decision) {
        decisions.computeIfAbsent(call, _ -> new LinkedHashSet<>()).add(decision);
    }

    /** What was said of a call, acknowledged or not. */
    synchronized Set<String> decisions(String call) {
        return Set.copyOf(decisions.getOrDefault(call, Set.of()));
    }

    synchronized void askedToGoOn() {
        goOns++;
    }

    /** How often it was asked to go on, answered or not. */
    synchronized int goOns() {
        return goOns;
    }

    synchronized void saidSeen(long seq) {
        seenSeq = Math.max(seenSeq, seq);
    }

    synchronized long seenSeq() {
        return seenSeq;
    }

    // What is seen of it

    /** Reads events from where it is, on a thread of its own, until the process is gone. */
    void read(ServingProcess server) {
        synchronized (this) {
            streaming = true;
        }
        Thread.ofVirtual().name("reader " + canary).start(() -> {
            try (var lines = reader(server, "?after=" + seq())) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) take(line);
            } catch (GoneException | IOException _) {
                // The process was killed; what was read before stands.
            } catch (AssertionError | RuntimeException e) {
                breaks(e);
            } finally {
                over();
            }
        });
    }

    private BufferedReader reader(ServingProcess server, String query) throws GoneException {
        return new BufferedReader(
                new InputStreamReader(server.stream(path("/events" + query)), StandardCharsets.UTF_8));
    }

    private synchronized void breaks(Throwable e) {
        broken = new AssertionError("The stream of " + canary + ": " + e.getMessage(), e);
    }

    private synchronized void over() {
        streaming = false;
        notifyAll();
    }

    private synchronized void take(String line) {
        lastSign = System.nanoTime();
        if (!line.startsWith("data: ")) return;
        JsonNode event = ServingProcess.JSON.readTree(line.substring(6));
        assertThat(event.path("chatId").asString()).isEqualTo(id);
        String kind = event.path("kind").asString();
        Optional<String> of = streamed(kind, event);
        if (of.isPresent()) {
            Seen message = seen.computeIfAbsent(of.get(), _ -> new Seen());
            int offset = event.path("offset").asInt();
            assertThat(offset).as("a gap in the text").isLessThanOrEqualTo(message.text.length());
            message.text =
                    message.text.substring(0, offset) + event.path("text").asString();
            message.lengths.add(new long[] {message.text.length(), lastSign});
        } else if (event.has("seq")) {
            assertThat(event.path("seq").asLong()).as("the next fact").isEqualTo(facts.size() + 1);
            facts.add(event);
        } else {
            assertThat(kind).isEqualTo("status");
        }
        notifyAll();
    }

    /** What a delta is a piece of. */
    private static Optional<String> streamed(String kind, JsonNode event) {
        return switch (kind) {
            case "text" -> Optional.of(event.path("messageId").asString());
            case "tool-arguments" ->
                Optional.of(event.path("messageId").asString() + "#"
                        + event.path("index").asInt());
            case "tool-output" -> Optional.of(event.path("toolCallId").asString());
            default -> Optional.empty();
        };
    }

    synchronized long seq() {
        return facts.size();
    }

    synchronized long lastSign() {
        return lastSign;
    }

    synchronized List<JsonNode> facts() {
        return List.copyOf(facts);
    }

    /** What was streamed of a message or of a tool's output altogether, if anything was. */
    synchronized Optional<String> streamed(String message) {
        return Optional.ofNullable(seen.get(message)).map(each -> each.text);
    }

    synchronized int streamedBefore(String message, long nanos) {
        Seen found = seen.get(message);
        return found == null ? 0 : found.lengthBefore(nanos);
    }

    /** The oldest of what was streamed after that length, as the time at which it was seen. */
    synchronized Optional<Long> firstSeenAfter(String message, int length) {
        Seen found = seen.get(message);
        if (found == null) return Optional.empty();
        return found.lengths.stream()
                .filter(each -> each[0] > length)
                .findFirst()
                .map(each -> each[1]);
    }

    /** The facts after a cursor up to a seq, as a new reader gets them. */
    List<JsonNode> factsAgain(ServingProcess server, long after, long upTo) throws GoneException {
        var again = new ArrayList<JsonNode>();
        try (var lines = reader(server, "?after=" + after)) {
            while (after + again.size() < upTo) {
                String line = lines.readLine();
                if (line == null) throw new GoneException(new IOException("The stream ended"));
                if (!line.startsWith("data: ")) continue;
                JsonNode event = ServingProcess.JSON.readTree(line.substring(6));
                assertThat(event.path("kind").asString()).as("no reset").isNotEqualTo("reset");
                if (event.has("seq")) again.add(event);
            }
        } catch (IOException e) {
            throw new GoneException(e);
        }
        return again;
    }

    /**
     * Waits until this reader has seen the fact of that seq and nothing is under way or about to be, unless a person lets
     * it.
     */
    synchronized void awaitQuiet(long seq) throws GoneException {
        await(() -> facts.size() >= seq && isQuiet(), "does not come to rest");
    }

    /** Waits for the next event of any kind, or for rest. */
    synchronized void awaitAnything() throws GoneException {
        long before = lastSign;
        await(() -> lastSign != before || isQuiet(), "shows nothing");
    }

    private synchronized void await(BooleanSupplier met, String otherwise) throws GoneException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!met.getAsBoolean()) {
            if (broken != null) throw broken;
            if (!streaming) throw new GoneException(new IOException("The stream ended"));
            long left = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
            if (left <= 0) throw new AssertionError("Chat " + canary + " " + otherwise + ": " + facts);
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isQuiet() {
        var under = new Tally();
        facts.forEach(under::count);
        return under.rests() && answers.keySet().size() <= under.admitted;
    }

    /** What is under way in a chat. */
    private static final class Tally {
        private int turns;
        private int calls;
        private int tools;
        private int approvals;
        private int queued;
        private int admitted;
        private boolean paused;

        void count(JsonNode fact) {
            switch (fact.path("kind").asString()) {
                case "turn-started" -> turns++;
                case "turn-ended" -> turns--;
                case "model-call-started" -> calls++;
                case "model-call-ended" -> calls--;
                case "tool-requested" -> tools++;
                case "tool-ended" -> tools--;
                case "approval-requested" -> approvals++;
                case "approval-answered" -> approvals--;
                case "message-admitted" -> {
                    queued++;
                    admitted++;
                }
                case "message-delivered", "message-withdrawn", "message-failed" -> queued--;
                case "queue-paused" -> paused = true;
                case "queue-resumed" -> paused = false;
                default -> {}
            }
        }

        boolean rests() {
            boolean waitsForPerson = approvals > 0 && calls == 0 && tools == approvals;
            return waitsForPerson || (turns == 0 && (queued == 0 || paused));
        }
    }

    /** That everything acknowledged besides messages stands in the log. */
    synchronized void keepsItsPromises() {
        if (broken != null) throw broken;
        for (Promise promise : promises) {
            assertThat(facts).as("%s of %s", promise, canary).anyMatch(promise::isKeptBy);
        }
    }
}
