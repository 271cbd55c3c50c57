package carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A chat that is written as fast as it can be, and a reader of it that never reads, beside paced chats. */
final class Firehose {
    private static final int ENDLESS = 100_000_000;

    private Firehose() {}

    static boolean run(Product product, ScriptedModel model, Streams paced) throws IOException, InterruptedException {
        paced.through(product, model, "bench");
        Result without = paced.through(product, model, "bench");
        System.out.println("without   " + without);
        String chat = product.makeChat("bench");
        try (var loop = new Loop("stalled")) {
            loop.execute(() -> stall(loop, product.port(), chat));
            product.post(
                    "/api/chats/" + chat + "/messages",
                    "{\"text\":\"" + ScriptedModel.wish("hose", ENDLESS, 0) + "\"}");
            Result with = paced.through(product, model, "bench");
            System.out.println("with      " + with);
            System.out.printf(
                    Locale.ROOT,
                    "p99 of the paced chats with a firehose and a stalled reader: %.2f times without%n",
                    with.p99Millis() / without.p99Millis());
            System.out.println(
                    "the firehose's chat: " + product.get("/api/chats/" + chat).path("status"));
            product.post("/api/chats/" + chat + "/stop", "{}");
            return without.isRight() && with.isRight();
        }
    }

    private static void stall(Loop loop, int port, String chat) {
        try {
            Connection stalled = loop.connect(port, new Streams.Silent());
            stalled.write(ChatReader.request("GET", port, "/api/chats/" + chat + "/events", ""));
            stalled.pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
