package carillon.tools.web;

import carillon.tools.call.PlainText;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** The one place that decides which web addresses may be fetched. Safe for many threads. */
final class Addresses {
    private static final int LONGEST = 8_192;
    private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(10);
    /** What browsers read as a number, and with it as an address, whatever it looks like. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");

    private static final Pattern DOTTED = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private final Resolver resolver;
    private final IntSupplier ownPort;

    /** Asks for the addresses of a name; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param ownPort where this program answers; nothing of this computer is fetched from it */
    Addresses(Resolver resolver, IntSupplier ownPort) {
        this.resolver = resolver;
        this.ownPort = ownPort;
    }

    /**
     * Reads an address and looks its name up, once.
     *
     * @throws RefusedAddressException if nothing is fetched from there
     */
    Target check(String text) throws RefusedAddressException, InterruptedException {
        URI uri = parsed(text);
        String host = host(uri);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        if (port < 1 || port > 65_535) throw new RefusedAddressException("There is no port " + port + ".");
        List<InetAddress> addresses = lookUp(host);
        Reach reach = Reach.PUBLIC;
        for (InetAddress address : addresses) reach = reach.worseOf(IpReach.of(address.getAddress()));
        if (reach == Reach.REFUSED) {
            throw new RefusedAddressException(
                    "Nothing is fetched from " + host + ": it is no address of a web server. Use a public one.");
        }
        if (reach == Reach.PRIVATE && port == ownPort.getAsInt()) {
            throw new RefusedAddressException("Nothing is fetched from this program's own port " + port + ".");
        }
        return new Target(uri, host, port, addresses, reach);
    }

    private static URI parsed(String text) throws RefusedAddressException {
        if (text.length() > LONGEST)
            throw new RefusedAddressException("The URL has more than " + LONGEST + " characters.");
        try {
            URI uri = new URI(text.strip()).parseServerAuthority();
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new RefusedAddressException(
                        "Only http:// and https:// are fetched, not " + PlainText.quoted(text) + ".");
            }
            if (uri.getRawUserInfo() != null) {
                throw new RefusedAddressException("A URL with a user or password in it is not fetched.");
            }
            if (uri.getHost() == null) throw unreadable(text);
            if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) throw unreadable(text);
            return uri;
        } catch (URISyntaxException _) {
            throw unreadable(text);
        }
    }

    private static RefusedAddressException unreadable(String text) {
        return new RefusedAddressException("The URL " + PlainText.quoted(text)
                + " cannot be read. Write it in ASCII, with other characters as %XX and names as xn--….");
    }

    private static String host(URI uri) throws RefusedAddressException {
        String host = uri.getHost();
        if (host.startsWith("[")) {
            if (host.contains("%")) throw new RefusedAddressException("An address with a zone is not fetched.");
            return host.substring(1, host.length() - 1);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (ENDS_IN_NUMBER.matcher(name).matches() && !DOTTED.matcher(name).matches()) {
            throw new RefusedAddressException("The host " + PlainText.quoted(host)
                    + " is a number written in an unusual way. Write an address as four decimal numbers.");
        }
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new RefusedAddressException("There is no host " + PlainText.quoted(host) + ".");
        }
        return name;
    }

    /** On a thread of its own, since the system's resolver can hang and holds its thread. */
    private List<InetAddress> lookUp(String host) throws RefusedAddressException, InterruptedException {
        var lookUp = new FutureTask<>(() -> List.of(resolver.resolve(host)));
        Thread.ofPlatform().daemon().name("carillon-fetch-look-up").start(lookUp);
        try {
            List<InetAddress> addresses = lookUp.get(LOOK_UP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            if (addresses.isEmpty()) throw unknown(host);
            return addresses;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) throw unknown(host);
            throw new IllegalStateException("Looking up a host failed", e.getCause());
        } catch (TimeoutException _) {
            throw new RefusedAddressException("The name " + host + " could not be looked up in time. Try again later.");
        }
    }

    private static RefusedAddressException unknown(String host) {
        return new RefusedAddressException("There is no host " + PlainText.quoted(host) + ". Check the URL.");
    }
}
