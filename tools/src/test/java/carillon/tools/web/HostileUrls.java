package carillon.tools.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Addresses of things that are not public, written so that they do not look like it, and a name server that plays along. */
final class HostileUrls {
    static final int OWN_PORT = 7420;

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("localhost", List.of("127.0.0.1", "::1")),
            Map.entry("two.example", List.of("93.184.215.14", "127.0.0.1")),
            Map.entry("two6.example", List.of("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "fd00::1")),
            Map.entry("meta.example", List.of("93.184.215.14", "169.254.169.254")),
            Map.entry("metadata.google.internal", List.of("169.254.169.254")),
            Map.entry("loop.example", List.of("127.8.9.10")),
            Map.entry("lan.example", List.of("192.168.1.1")),
            Map.entry("mapped.example", List.of("::ffff:10.0.0.1")),
            Map.entry("nat64.example", List.of("64:ff9b::7f00:1")),
            Map.entry("sixtofour.example", List.of("2002:7f00:1::1")),
            Map.entry("any.example", List.of("0.0.0.0", "::")),
            Map.entry("cgnat.example", List.of("100.64.0.1")),
            Map.entry("none.example", List.of()));

    private static final List<String> HOSTS = List.of(
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "017700000001",
            "0177.0.0.1",
            "0x7f.0.0.1",
            "0x7f000001",
            "0x7F.1",
            "00000127.0.0.1",
            "127.0.0.01",
            "127.0.0.1.",
            "4294967295",
            "1.1.1.1.",
            "256.256.256.256",
            "0",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "2852039166",
            "0xa9fea9fe",
            "100.100.100.200",
            "100.64.1.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2002:a9fe:a9fe::]",
            "[2001::1]",
            "[fe80::1]",
            "[fe80::1%25lo]",
            "[fec0::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[2001:db8::1]",
            "[100::1]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "two.example",
            "TWO.example.",
            "two6.example",
            "meta.example",
            "metadata.google.internal",
            "loop.example",
            "lan.example",
            "mapped.example",
            "nat64.example",
            "sixtofour.example",
            "any.example",
            "cgnat.example",
            "none.example",
            "unknown.example",
            "\uff11\uff12\uff17.0.0.1",
            "127\u30020\u30020\u30021",
            "\u2460\u2461\u2466.0.0.1",
            "lo\u0441alhost",
            "loc\u00adalhost",
            "xn--",
            "a..b",
            "-a.example",
            "a_b.example",
            "",
            ".",
            "%6c%6f%63alhost");

    private final RandomGenerator random;

    HostileUrls(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        String host = one(HOSTS);
        String place = host + one(List.of("", "", ":80", ":" + OWN_PORT, ":0", ":99999", ":-1", ":", ":443"));
        return switch (random.nextInt(9)) {
            case 0 ->
                one(List.of("file", "ftp", "gopher", "jar:http", "data", "javascript", "ws", "")) + "://" + place + "/";
            case 1 -> "http://public.example@" + place + "/";
            case 2 -> "http://public.example:80@" + place + "/";
            case 3 -> "http://" + place + "#@public.example/";
            case 4 -> "http://" + place + "\\@public.example/";
            case 5 -> "http:" + one(List.of("/", "///", "\\\\")) + place + "/";
            case 6 -> " https://" + place + "/\r\nHost: public.example";
            default -> one(List.of("http", "HTTP", "https")) + "://" + place + "/x?y=http://public.example/";
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Answers as careless resolvers do: numbers in any way of writing are addresses. */
    static InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.toLowerCase(java.util.Locale.ROOT);
        if (name.equals("public.example")) return new InetAddress[] {InetAddress.ofLiteral("93.184.215.14")};
        if (NAMES.containsKey(name)) {
            return NAMES.get(name).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        }
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException _) {
            if (name.matches("[0-9x.a-f]+")) return new InetAddress[] {InetAddress.ofLiteral("8.8.8.8")};
            throw new UnknownHostException(host);
        }
    }
}
