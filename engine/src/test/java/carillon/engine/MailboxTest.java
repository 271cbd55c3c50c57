package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may be at work in a chat, and when. */
@Timeout(20)
class MailboxTest {
    private static final Letter LETTER = new Letter.Wake();

    private final Mailbox mailbox = new Mailbox();

    @Test
    void nobodyTakesThePlaceOfAnOwnerThatHasNotAskedForLettersYet() {
        assertThat(mailbox.inPlaceOfOwner(() -> true)).isFalse();
    }

    @Test
    void nobodyTakesThePlaceOfAnOwnerThatIsAtWork() throws InterruptedException {
        mailbox.offer(LETTER);
        mailbox.take();

        assertThat(mailbox.inPlaceOfOwner(() -> true)).isFalse();
    }

    @Test
    void nobodyOvertakesALetter() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            var each = new Mailbox();
            Thread owner = Thread.ofVirtual().start(() -> takeOne(each));
            while (!each.inPlaceOfOwner(() -> each.offer(LETTER))) Thread.onSpinWait();

            assertThat(each.inPlaceOfOwner(() -> true)).isFalse();
            owner.join();
        }
    }

    @Test
    void theOwnerWaitsUntilItsPlaceIsGivenBack() throws InterruptedException {
        Thread owner = Thread.ofVirtual().start(() -> takeOne(mailbox));
        var tooEarly = new AtomicBoolean();
        var waiting = new AtomicBoolean();
        while (!waiting.get()) {
            mailbox.inPlaceOfOwner(() -> {
                waiting.set(true);
                mailbox.offer(LETTER);
                tooEarly.set(ended(owner));
                return true;
            });
        }
        owner.join();

        assertThat(tooEarly).isFalse();
    }

    @Test
    void aClosedMailboxTakesNothing() throws InterruptedException {
        mailbox.offer(LETTER);
        mailbox.take();
        mailbox.closeIfEmpty();

        assertThat(mailbox.offer(LETTER)).isFalse();
        assertThat(mailbox.inPlaceOfOwner(() -> true)).isFalse();
    }

    private static void takeOne(Mailbox mailbox) {
        try {
            mailbox.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(Thread thread) {
        try {
            return thread.join(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            return true;
        }
    }
}
