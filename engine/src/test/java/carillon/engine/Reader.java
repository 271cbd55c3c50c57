package carillon.engine;

import carillon.core.chat.ChatEvent;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import carillon.core.chat.StatusKind;
import carillon.core.id.ChatId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Reads a chat as a window would, on the test's own thread and no faster than the test asks. */
final class Reader implements AutoCloseable {
    private final Semaphore news = new Semaphore(1);
    private final Subscription subscription;
    private final Seen seen = new Seen();

    Reader(ChatEngine engine, ChatId chat, long cursor) {
        subscription = engine.subscribe(chat, cursor, news::release);
    }

    /** What was handed out so far. */
    static final class Seen implements FeedSink {
        final List<ChatEvent> events = new ArrayList<>();
        final List<ChatStatus> statuses = new ArrayList<>();
        final List<ChatId> chats = new ArrayList<>();
        long cutoff = -1;
        boolean reset;
        boolean caughtUp;
        int eventsBeforeCaughtUp;

        @Override
        public void watching(ChatId chat, long upTo) {
            chats.add(chat);
            cutoff = upTo;
        }

        @Override
        public void reset(ChatId chat) {
            chats.add(chat);
            reset = true;
        }

        @Override
        public void event(ChatEvent event) {
            chats.add(event.chat());
            events.add(event);
        }

        @Override
        public void status(ChatId chat, ChatStatus status) {
            chats.add(chat);
            statuses.add(status);
        }

        @Override
        public void caughtUp(ChatId chat) {
            chats.add(chat);
            caughtUp = true;
            eventsBeforeCaughtUp = events.size();
        }

        List<Fact> facts() {
            return events.stream()
                    .filter(Recorded.class::isInstance)
                    .map(event -> ((Recorded) event).fact())
                    .toList();
        }

        /** What the text deltas add up to, over all messages. */
        String text() {
            var text = new StringBuilder();
            for (ChatEvent event : events) {
                if (event instanceof Streamed(var _, var _, Delta.Text delta)) text.append(delta.text());
            }
            return text.toString();
        }

        boolean has(Class<? extends Fact> kind) {
            return count(kind) > 0;
        }

        long count(Class<? extends Fact> kind) {
            return facts().stream().filter(kind::isInstance).count();
        }

        boolean is(StatusKind kind) {
            return !statuses.isEmpty() && statuses.getLast().kind() == kind;
        }
    }

    Seen until(Predicate<Seen> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!wanted.test(seen)) {
            if (!news.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("Not seen in time; so far " + seen.events + " " + seen.statuses);
            }
            pull();
        }
        return seen;
    }

    Seen untilTurnEnded() throws Exception {
        return until(seen -> seen.has(Fact.TurnEnded.class));
    }

    /** Everything there is right now, without waiting. */
    Seen now() throws Exception {
        pull();
        return seen;
    }

    private void pull() throws Exception {
        news.drainPermits();
        while (subscription.pull(seen) == Subscription.Pulled.MORE) {}
    }

    Subscription subscription() {
        return subscription;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
