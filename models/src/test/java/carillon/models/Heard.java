package carillon.models;

import carillon.engine.spi.ModelListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What a call said, in the order in which it was said. */
final class Heard implements ModelListener {
    final CountDownLatch firstAsked = new CountDownLatch(1);
    final CountDownLatch firstText = new CountDownLatch(1);
    final CountDownLatch firstWait = new CountDownLatch(1);
    final List<String> waits = new CopyOnWriteArrayList<>();
    final List<String> toolCalls = new CopyOnWriteArrayList<>();
    /** Pieces of arguments, and where the model was asked. */
    final List<String> argumentPieces = new CopyOnWriteArrayList<>();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger pieces = new AtomicInteger();
    private final AtomicInteger tooMany = new AtomicInteger();

    @Override
    public void text(String more) {
        synchronized (text) {
            text.append(more);
        }
        pieces.incrementAndGet();
        firstText.countDown();
    }

    @Override
    public void reasoning(String more) {
        synchronized (reasoning) {
            reasoning.append(more);
        }
        firstText.countDown();
    }

    @Override
    public void toolArguments(int index, String tool, String more) {
        argumentPieces.add(index + " " + tool + " " + more);
    }

    @Override
    public void toolCall(String tool, String arguments) {
        toolCalls.add(tool + " " + arguments);
    }

    @Override
    public void asking() {
        argumentPieces.add("asking");
        asked.incrementAndGet();
        firstAsked.countDown();
    }

    @Override
    public void tooMany() {
        tooMany.incrementAndGet();
    }

    @Override
    public void waiting(String reason) {
        waits.add(reason);
        firstWait.countDown();
    }

    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    String reasoning() {
        synchronized (reasoning) {
            return reasoning.toString();
        }
    }

    int asked() {
        return asked.get();
    }

    int tooManies() {
        return tooMany.get();
    }

    int pieces() {
        return pieces.get();
    }
}
