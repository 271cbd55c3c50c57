package carillon.tools.web;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A web address that was looked up once.
 *
 * @param host      without brackets
 * @param addresses all that its name stands for; connections go to these and no others
 * @param reach     the worst of them
 */
record Target(URI uri, String host, int port, List<InetAddress> addresses, Reach reach) {
    Target {
        addresses = List.copyOf(addresses);
    }

    /** Host, port and addresses: what a person allows when the reach is private. */
    String place() {
        return host + ":" + port + " ("
                + addresses.stream().map(InetAddress::getHostAddress).sorted().collect(Collectors.joining(", ")) + ")";
    }
}
