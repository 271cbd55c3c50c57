package carillon.tools;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ToolIsolationTest {
    private static final int CHATS = 50;

    @TempDir
    private Path top;

    private Toolbox toolbox;

    @BeforeEach
    void open() {
        toolbox = Tools.open(
                        top.resolve("data"),
                        top.resolve("skills"),
                        Map.of("PATH", System.getenv("PATH")),
                        () -> 7420,
                        Place.NO_AGENTS)
                .toolbox();
    }

    private Place chat(int number) throws IOException {
        Path folder = Files.createDirectories(top.resolve("ws-" + number)).toRealPath();
        return Place.of(toolbox, "chat-" + number, ToolMode.AUTO, folder);
    }

    private static String canary(int number) {
        return "canary-%03d-word".formatted(number);
    }

    @Test
    void fiftyChatsAtOnceSeeNothingOfOneAnother() throws Exception {
        var together = new CountDownLatch(CHATS);
        List<Callable<String>> chats = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) {
            Place place = chat(i);
            String word = canary(i);
            chats.add(() -> {
                together.countDown();
                together.await();
                return everything(place, word);
            });
        }

        List<Future<String>> results;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(chats);
        }

        for (int i = 0; i < CHATS; i++) {
            String seen = results.get(i).get();
            assertThat(seen).contains("shell " + canary(i), "file " + canary(i), "edited " + canary(i));
            for (int other = 0; other < CHATS; other++) {
                if (other != i) assertThat(seen).as("chat " + i).doesNotContain(canary(other));
            }
        }
        assertThat(Processes.in(top.toRealPath())).isEmpty();
    }

    /** All that a chat is told when it uses each tool with its word. */
    private static String everything(Place place, String word) throws InterruptedException {
        var seen = new StringBuilder();
        seen.append(place.call("write_file", Map.of("path", "same.txt", "content", "file " + word))
                .text());
        seen.append(place.call("read_file", Map.of("path", "same.txt")).text());
        seen.append(place.call("edit_file", Map.of("path", "same.txt", "old_text", "file", "new_text", "edited"))
                .diff()
                .orElse(""));
        seen.append(place.call("list_files", Map.of()).text());
        seen.append(place.call("grep", Map.of("pattern", "canary")).text());
        ToolRequest request = Place.request(
                "shell",
                Map.of("command", "CANARY=" + word + "; export CANARY; cat same.txt; env; echo shell $CANARY"));
        var asked = (ToolVerdict.NeedsApproval) place.toolbox().judge(place.place(), request);
        seen.append(asked.detail());
        seen.append(place.toolbox()
                .run(place.place(), request, asked.binding(), seen::append)
                .text());
        seen.append(place.call("write_file", Map.of("path", "../" + word, "content", ""))
                .text());
        return seen.toString();
    }

    @Test
    void stoppingHalfOfTheChatsLeavesNothingOfThemAndAllOfTheOthers() throws Exception {
        var begun = new CountDownLatch(CHATS);
        var left = new CountDownLatch(CHATS / 2);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < CHATS; i++) places.add(chat(i));
        List<Thread> threads = places.stream()
                .map(place -> Thread.ofVirtual().start(() -> sleep(place, begun, left)))
                .toList();

        begun.await();
        for (int i = 0; i < CHATS; i += 2) threads.get(i).interrupt();
        left.await();
        List<Integer> running = running(places);
        for (int i = 1; i < CHATS; i += 2) threads.get(i).interrupt();
        for (Thread thread : threads) thread.join();

        assertThat(running)
                .isEqualTo(IntStream.range(0, CHATS)
                        .filter(i -> i % 2 == 1)
                        .boxed()
                        .toList());
        assertThat(running(places)).isEmpty();
    }

    private static List<Integer> running(List<Place> places) throws IOException {
        var running = new ArrayList<Integer>();
        for (int i = 0; i < places.size(); i++) {
            if (!Processes.in(places.get(i).place().workspace()).isEmpty()) running.add(i);
        }
        return running;
    }

    private static void sleep(Place place, CountDownLatch begun, CountDownLatch left) {
        ToolRequest request = Place.request("shell", Map.of("command", "(setsid sleep 600 &); echo begun; sleep 600"));
        try {
            var asked = (ToolVerdict.NeedsApproval) place.toolbox().judge(place.place(), request);
            var first = new CountDownLatch(1);
            place.toolbox().run(place.place(), request, asked.binding(), _ -> {
                if (first.getCount() == 1) begun.countDown();
                first.countDown();
            });
        } catch (InterruptedException _) {
            left.countDown();
        }
    }
}
