package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.app.ServingProcess.GoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One data folder served by process after process. Each is looked at from outside, given work and killed; the next one is
 * looked at for everything that the ones before had promised.
 */
final class KillChain implements AutoCloseable {
    private static final long LAST_EFFECTS_MILLIS = 2_000;
    private static final long ORDERLY_MILLIS = 5_000;
    private static final int TERMINATED = 143;

    private final Path home;
    private final Path scratch;
    private final ScriptedProvider provider = new ScriptedProvider();
    private final Lives lives = new Lives();
    private final Outsider outsider;
    private long diedAt = System.nanoTime();
    private final List<String> story = new ArrayList<>();

    KillChain(Path home, Path scratch, Random random) throws IOException {
        this.home = home;
        this.scratch = scratch;
        Path workspace = Files.createDirectory(scratch.resolve("workspace"));
        outsider = new Outsider(provider, workspace, lives, random);
    }

    /** What came of each process, in order. */
    List<String> story() {
        return story;
    }

    /** How old the oldest text was, in milliseconds, that a kill took away. */
    long mostLostMillis() {
        return TimeUnit.NANOSECONDS.toMillis(outsider.mostLostNanos());
    }

    /** Lives one life to its fate. */
    void live(Fate fate) throws IOException {
        lives.begin();
        story.add("life " + lives.count() + ": " + fate);
        String order = fate instanceof Fate.AtPoint point && point.fromStart() ? point.order() : "none";
        try (var server = ServingProcess.start(home, scratch, order)) {
            boolean mayDieEarly = !order.equals("none");
            if (fate instanceof Fate.AtTime(int millis, boolean fromStart) && fromStart) {
                mayDieEarly = true;
                Thread.ofVirtual().name("killer").start(() -> killAfter(server, millis));
            }
            try {
                server.awaitAddress();
                outsider.examine(server, diedAt);
            } catch (GoneException gone) {
                if (!mayDieEarly) throw new AssertionError("It ended by itself", gone);
                assertThat(server.endsWithin(LAST_EFFECTS_MILLIS)).isTrue();
                told("killed before its work");
                return;
            }
            work(server, fate);
        } finally {
            diedAt = System.nanoTime();
        }
    }

    /** One more life, which ends when it is asked to. */
    void liveOn() throws IOException, GoneException {
        lives.begin();
        story.add("life " + lives.count() + ": to the end");
        try (var server = ServingProcess.start(home, scratch, "none")) {
            server.awaitAddress();
            outsider.examine(server, diedAt);
            lives.endedOrderly();
            server.terminate();
            assertThat(server.endsWithin(ORDERLY_MILLIS))
                    .as("an orderly end in time")
                    .isTrue();
            assertThat(server.exit()).isEqualTo(TERMINATED);
        }
    }

    private void told(String what) {
        story.set(story.size() - 1, story.getLast() + ", " + what);
    }

    private static void killAfter(ServingProcess server, long millis) {
        if (!server.endsWithin(millis)) server.kill();
    }

    private void work(ServingProcess server, Fate fate) {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        var people = new ArrayList<Thread>();
        if (fate instanceof Fate.AtPoint point && !point.fromStart()) server.arm(point.order());
        for (Outsider.Work work : outsider.works(server)) people.add(busy(work, failures));
        switch (fate) {
            case Fate.AtPoint _ -> {
                await(people);
                told(server.endsWithin(LAST_EFFECTS_MILLIS) ? "reached" : "not reached");
            }
            case Fate.AtTime(int millis, boolean _) -> server.endsWithin(millis);
            case Fate.WhileEnding(int millis, int patience) -> {
                server.endsWithin(millis);
                lives.endedOrderly();
                server.terminate();
                server.endsWithin(patience);
            }
        }
        server.kill();
        await(people);
        for (Throwable failure : failures) throw new AssertionError("A person met " + failure.getMessage(), failure);
    }

    private static void await(List<Thread> people) {
        try {
            for (Thread person : people) person.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread busy(Outsider.Work work, Queue<Throwable> failures) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (GoneException _) {
                // What was not acknowledged may have happened or not.
            } catch (Throwable failure) {
                failures.add(failure);
            }
        });
    }

    @Override
    public void close() {
        provider.close();
    }
}
