package carillon.models;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up addresses without holding a carrier thread: the system's resolver can hang for half a minute, and two
 * hanging virtual threads would stop every chat. Each host that is being looked up has a thread of its own, and whoever
 * asks for it meanwhile waits for the same answer. Safe for many threads.
 */
final class HostNames {
    private final ConcurrentMap<String, FutureTask<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Resolver resolver;

    /** Asks the system; may block. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    HostNames(Resolver resolver) {
        this.resolver = resolver;
    }

    List<InetAddress> addresses(String host, Duration limit)
            throws InterruptedException, UnknownHostException, TimedOutException {
        FutureTask<List<InetAddress>> lookUp = underWay.computeIfAbsent(host, this::start);
        try {
            return lookUp.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) throw unknown;
            throw new IllegalStateException("Looking up a host failed", e.getCause());
        } catch (TimeoutException _) {
            throw new TimedOutException(limit);
        }
    }

    private FutureTask<List<InetAddress>> start(String host) {
        var task = new FutureTask<>(() -> {
            try {
                return List.of(resolver.resolve(host));
            } finally {
                underWay.remove(host);
            }
        });
        Thread.ofPlatform().daemon().name("carillon-look-up").start(task);
        return task;
    }
}
