package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of providers that speak OpenAI's chat completions. Each call runs on its caller's thread with a connection of
 * its own. Safe for many threads.
 */
final class OpenAiCalls {
    private final Dialer dialer;
    private final Watchdog watchdog;
    private final Pause pause;
    private final BackOff backOff;
    private final InstantSource clock;

    /** The models that are known to refuse tools. */
    private final Set<ModelChoice> toolless = ConcurrentHashMap.newKeySet();

    OpenAiCalls(Dialer dialer, Watchdog watchdog, Pause pause, BackOff backOff, InstantSource clock) {
        this.dialer = dialer;
        this.watchdog = watchdog;
        this.pause = pause;
        this.backOff = backOff;
        this.clock = clock;
    }

    /**
     * Asks, and asks again while nothing visible has come and it may help.
     *
     * @param maxTries how often the request is sent at most
     */
    CallResult ask(Endpoint endpoint, ModelRequest request, ModelListener listener, int maxTries)
            throws InterruptedException {
        if (request.messages().isEmpty()) {
            return new CallResult.Failed("There is nothing to ask " + endpoint.title() + " about.", Usage.NONE);
        }
        boolean withUsage = true;
        boolean withTools = !request.tools().isEmpty() && !toolless.contains(request.model());
        for (int tries = 1; ; ) {
            if (Thread.interrupted()) throw new InterruptedException();
            listener.asking();
            try (Watchdog.Limit limit = watchdog.limit()) {
                var attempt = new OpenAiTry(endpoint, request, listener, limit);
                try {
                    return attempt.run(dialer, clock, withUsage, withTools);
                } catch (TryFailed failed) {
                    if (failed.tooMany()) listener.tooMany();
                    if (!attempt.visible() && failed.next() == TryFailed.Next.SHOW_LESS) {
                        return new CallResult.TooLong(OptionalLong.empty(), failed.reason(), Usage.NONE);
                    }
                    if (attempt.visible() || failed.isForGood()) {
                        return attempt.failed(failed.reason());
                    }
                    if (failed.next() == TryFailed.Next.ASK_WITHOUT_USAGE) {
                        if (!withUsage) return attempt.failed(failed.reason());
                        withUsage = false;
                        continue;
                    }
                    if (failed.next() == TryFailed.Next.ASK_WITHOUT_TOOLS) {
                        if (!withTools) return attempt.failed(failed.reason());
                        toolless.add(request.model());
                        withTools = false;
                        continue;
                    }
                    if (tries == maxTries) return attempt.failed(givenUp(failed, tries));
                    Optional<Duration> asked = failed.askAgainAfter();
                    if (asked.filter(wait -> wait.compareTo(BackOff.MAX_WAIT) > 0)
                            .isPresent()) {
                        return attempt.failed(notBefore(failed, asked.get()));
                    }
                    Duration wait = asked.isPresent() ? backOff.noSoonerThan(asked.get()) : backOff.after(tries);
                    tries++;
                    listener.waiting(failed.reason() + " Asking again in " + Plain.duration(wait) + " (try " + tries
                            + " of " + maxTries + ").");
                    pause.of(wait);
                }
            } catch (Interrupted _) {
                Thread.interrupted();
                throw new InterruptedException();
            }
        }
    }

    private static String givenUp(TryFailed failed, int tries) {
        return tries == 1 ? failed.reason() : failed.reason() + " It was asked " + tries + " times.";
    }

    private static String notBefore(TryFailed failed, Duration wait) {
        return failed.reason() + " It asks to be left alone for " + Plain.duration(wait) + ". Try again after that.";
    }
}
