package carillon.tools.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where an address is, by its bytes alone.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6 special-purpose addresses</a>
 */
final class IpReach {
    private record Network(InetAddress first, int bits, Reach reach) {
        boolean has(byte[] address) {
            byte[] start = first.getAddress();
            if (address.length != start.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((address[bit / 8] ^ start[bit / 8]) & mask) != 0) return false;
            }
            return true;
        }
    }

    /** The first that fits decides. */
    private static final List<Network> NETWORKS = List.of(
            network("100.100.100.200/32", Reach.REFUSED),
            network("127.0.0.0/8", Reach.PRIVATE),
            network("10.0.0.0/8", Reach.PRIVATE),
            network("172.16.0.0/12", Reach.PRIVATE),
            network("192.168.0.0/16", Reach.PRIVATE),
            network("100.64.0.0/10", Reach.PRIVATE),
            network("0.0.0.0/8", Reach.REFUSED),
            network("169.254.0.0/16", Reach.REFUSED),
            network("192.0.0.0/24", Reach.REFUSED),
            network("192.0.2.0/24", Reach.REFUSED),
            network("192.88.99.0/24", Reach.REFUSED),
            network("198.18.0.0/15", Reach.REFUSED),
            network("198.51.100.0/24", Reach.REFUSED),
            network("203.0.113.0/24", Reach.REFUSED),
            network("168.63.129.16/32", Reach.REFUSED),
            network("224.0.0.0/3", Reach.REFUSED),
            network("0.0.0.0/0", Reach.PUBLIC),
            network("0:0:0:0:0:0:0:1/128", Reach.PRIVATE),
            network("fd00:ec2:0:0:0:0:0:254/128", Reach.REFUSED),
            network("fd20:ce:0:0:0:0:0:254/128", Reach.REFUSED),
            network("fc00:0:0:0:0:0:0:0/7", Reach.PRIVATE),
            network("2001:0:0:0:0:0:0:0/23", Reach.REFUSED),
            network("2001:db8:0:0:0:0:0:0/32", Reach.REFUSED),
            network("2002:0:0:0:0:0:0:0/16", Reach.REFUSED),
            network("3fff:0:0:0:0:0:0:0/20", Reach.REFUSED),
            network("2000:0:0:0:0:0:0:0/3", Reach.PUBLIC));

    private static final Network TRANSLATED = network("64:ff9b:0:0:0:0:0:0/96", Reach.REFUSED);
    private static final int V4_IN_V6 = 12;

    private IpReach() {}

    static Reach of(byte[] address) {
        if (isMapped(address)) return of(inside(address));
        if (TRANSLATED.has(address)) return of(inside(address)) == Reach.PUBLIC ? Reach.PUBLIC : Reach.REFUSED;
        return NETWORKS.stream()
                .filter(network -> network.has(address))
                .map(Network::reach)
                .findFirst()
                .orElse(Reach.REFUSED);
    }

    private static byte[] inside(byte[] address) {
        return Arrays.copyOfRange(address, V4_IN_V6, address.length);
    }

    private static boolean isMapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) return false;
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) return false;
        }
        return true;
    }

    private static Network network(String text, Reach reach) {
        try {
            String[] parts = text.split("/");
            return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]), reach);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("No network " + text, e);
        }
    }
}
