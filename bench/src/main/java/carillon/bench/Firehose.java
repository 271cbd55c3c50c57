package carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A chat that is written as fast as it can be, and a reader of it that never reads, beside paced chats. */
final class Firehose {
    private static final int MORE_THAN_AN_ANSWER_MAY_HAVE = 1_000_000;
    private static final long LOOK_MILLIS = 50;

    private final Product product;
    private final CountDownLatch enough = new CountDownLatch(1);
    private int answers;

    private Firehose(Product product) {
        this.product = product;
    }

    static boolean run(Product product, ScriptedModel model, Streams paced) throws IOException, InterruptedException {
        paced.through(product, model, "bench");
        Result without = paced.through(product, model, "bench");
        System.out.println("without   " + without);
        var hose = new Firehose(product);
        try (var loop = new Loop("stalled")) {
            Thread flow = Thread.ofVirtual().start(() -> hose.flow(loop));
            Result with = paced.through(product, model, "bench");
            hose.enough.countDown();
            flow.join();
            System.out.println("with      " + with);
            System.out.printf(
                    Locale.ROOT,
                    "p99 of the paced chats with a firehose and a stalled reader: %.2f times without; %d floods ended%n",
                    with.p99Millis() / without.p99Millis(),
                    hose.answers);
            return without.isRight() && with.isRight();
        }
    }

    /** An answer is ended when it is too long; then the next chat goes on. */
    private void flow(Loop loop) {
        try {
            while (enough.getCount() > 0) {
                String chat = product.makeChat("bench");
                loop.execute(() -> stall(loop, chat));
                product.post(
                        "/api/chats/" + chat + "/messages",
                        "{\"text\":\"" + ScriptedModel.wish("hose", MORE_THAN_AN_ANSWER_MAY_HAVE, 0) + "\"}");
                while (product.get("/api/chats/" + chat).has("turn")
                        && !enough.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    // it still flows
                }
                answers++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stall(Loop loop, String chat) {
        try {
            Connection stalled = loop.connect(product.port(), new Streams.Silent());
            stalled.write(ChatReader.request("GET", product.port(), "/api/chats/" + chat + "/events", ""));
            stalled.pause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
