package carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Many chats that stream at once, all sent at the same moment.
 *
 * @param chats       how many
 * @param tokens      of each answer
 * @param everyMillis between two tokens of an answer
 */
record Streams(int chats, int tokens, int everyMillis) {
    private static final int MAKERS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private interface Sending {
        void send(ChatReader reader) throws IOException;
    }

    /** Straight from the model to the readers: what this machine can do with nothing between. */
    Result floor(ScriptedModel model) throws IOException, InterruptedException {
        try (var loop = new Loop("readers")) {
            var micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
            var over = new CountDownLatch(chats);
            List<ChatReader> readers = readers(Collections.nCopies(chats, ""), micros, () -> {}, over);
            Duration wall =
                    drive(loop, readers, over, reader -> ChatReader.askModel(loop, model.port(), reader, wish(reader)));
            return Result.of(this, "floor", readers, micros, wall);
        }
    }

    /** Through the whole program, one stream of events a chat. */
    Result through(Product product, ScriptedModel model, String world) throws IOException, InterruptedException {
        List<String> ids = makeChats(product, world);
        try (var loop = new Loop("readers")) {
            var micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
            var opened = new CountDownLatch(chats);
            var over = new CountDownLatch(chats);
            List<ChatReader> readers = readers(ids, micros, opened::countDown, over);
            loop.execute(() -> readers.forEach(reader -> orDie(() -> ChatReader.follow(loop, product.port(), reader))));
            opened.await();
            int leaks = model.leaks();
            Duration cpu = product.cpu();
            Duration wall = drive(
                    loop,
                    readers,
                    over,
                    reader -> loop.connect(product.port(), new Silent())
                            .write(ChatReader.request(
                                    "POST",
                                    product.port(),
                                    "/api/chats/" + reader.chat() + "/messages",
                                    "{\"text\":\"" + wish(reader) + "\"}")));
            return Result.of(this, "Carillon", readers, micros, wall)
                    .costing(product.cpu().minus(cpu), product.residentMegabytes())
                    .withLeaks(model.leaks() - leaks);
        }
    }

    private String wish(ChatReader reader) {
        return ScriptedModel.wish(reader.check().tag(), tokens, everyMillis);
    }

    private static List<ChatReader> readers(
            List<String> chats, Histogram micros, Runnable opened, CountDownLatch over) {
        var readers = new ArrayList<ChatReader>();
        for (String chat : chats) {
            readers.add(new ChatReader(chat, "T" + readers.size(), micros, opened, over::countDown));
        }
        return readers;
    }

    private Duration drive(Loop loop, List<ChatReader> readers, CountDownLatch over, Sending sending)
            throws InterruptedException {
        long began = System.nanoTime();
        loop.execute(() -> readers.forEach(reader -> orDie(() -> sending.send(reader))));
        boolean ended = over.await(ideal().plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) System.err.println(over.getCount() + " chats did not end");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Duration ideal() {
        return Duration.ofMillis((long) tokens * everyMillis);
    }

    private List<String> makeChats(Product product, String world) throws IOException, InterruptedException {
        return makeChats(product, world, chats);
    }

    static List<String> makeChats(Product product, String world, int count) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        try (var makers = Executors.newFixedThreadPool(MAKERS)) {
            var made = new ArrayList<Future<String>>();
            for (int i = 0; i < count; i++) made.add(makers.submit(() -> product.makeChat(world)));
            for (Future<String> each : made) ids.add(each.get());
        } catch (ExecutionException e) {
            throw new IOException("A chat could not be made", e);
        }
        return ids;
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static void orDie(Doing doing) {
        try {
            doing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes an answer and says nothing of it. */
    static final class Silent implements Loop.Peer {
        @Override
        public void read(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void closed() {}
    }
}
