package carillon.models;

import java.net.URI;
import java.util.Locale;

/** What a base URL may be, and where it leads. */
final class Addresses {
    private Addresses() {}

    /** The host without the brackets of an IPv6 address. */
    static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The base URL without a slash at its end.
     *
     * @throws IllegalArgumentException if requests could not be sent there; the message says why
     */
    static URI checkedBase(URI uri) {
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new IllegalArgumentException("A base URL starts with http:// or https://");
        }
        if (uri.getHost() == null) throw new IllegalArgumentException("A base URL names a host");
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("A base URL holds no user or password; a key goes into its own field");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("A base URL has no '?' or '#'");
        }
        String text = uri.toASCIIString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }

    /** Whether both lead to the same server: a key for one may be shown to the other. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    static boolean isLoopback(URI uri) {
        if (uri.getHost() == null) return false;
        String host = host(uri).toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) return uri.getPort();
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
