package carillon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Many chats of which nobody wants anything: what they cost at a start and afterwards. */
final class IdleChats {
    private static final int AT_ONCE = 64;
    private static final int LISTINGS = 20;
    private static final Pattern OURS =
            Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(?:\\[L)?carillon\\.", Pattern.MULTILINE);

    private IdleChats() {}

    static boolean run(Path launcher, Path home, ScriptedModel model, int chats)
            throws IOException, InterruptedException {
        try (var product = Product.start(launcher, home)) {
            product.makeWorld("bench", model.baseUrl());
            fill(product, Streams.makeChats(product, "bench", chats));
        }
        try (var product = Product.start(launcher, home)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d chats of one exchange each: %.2f s from the command to the first answer, %d MB%n",
                    chats,
                    product.startTime().toMillis() / 1_000.0,
                    product.residentMegabytes());
            product.get("/api/worlds/bench/chats");
            long began = System.nanoTime();
            int listed = 0;
            for (int i = 0; i < LISTINGS; i++) {
                listed = product.get("/api/worlds/bench/chats").path("items").size();
            }
            System.out.printf(
                    Locale.ROOT,
                    "a page of %d chats: %.1f ms, %d owners awake%n",
                    listed,
                    TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began) / 1_000.0 / LISTINGS,
                    product.get("/api/health").path("owners").asInt());
            long ours = OURS.matcher(product.jcmd("GC.class_histogram"))
                    .results()
                    .mapToLong(match -> Long.parseLong(match.group(1)))
                    .sum();
            System.out.printf(Locale.ROOT, "heap in objects of Carillon's own: %.2f MB%n", ours / 1_000_000.0);
            return listed > 0;
        }
    }

    private static void fill(Product product, List<String> chats) throws InterruptedException {
        var places = new Semaphore(AT_ONCE);
        for (String chat : chats) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                try {
                    product.post(
                            "/api/chats/" + chat + "/messages", "{\"text\":\"" + ScriptedModel.wish("T", 5, 0) + "\"}");
                } catch (IOException e) {
                    System.err.println(e.getMessage());
                } finally {
                    places.release();
                }
            });
        }
        places.acquire(AT_ONCE);
    }
}
