package carillon.tools.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final int URLS = 300;

    private final Addresses addresses = new Addresses(HostileUrls::resolve, () -> HostileUrls.OWN_PORT);

    @Test
    void nothingHostileIsTakenToBePublic() throws InterruptedException {
        var hostile = new HostileUrls(new SplittableRandom(5));
        Map<Reach, Integer> seen = new EnumMap<>(Reach.class);

        for (int i = 0; i < URLS; i++) {
            String url = hostile.next();
            Reach reach;
            try {
                Target target = addresses.check(url);
                reach = target.reach();
                assertThat(target.port()).as(url).isNotEqualTo(HostileUrls.OWN_PORT);
            } catch (RefusedAddressException e) {
                assertThat(e.getMessage()).as(url).isNotBlank();
                reach = Reach.REFUSED;
            }
            seen.merge(reach, 1, Integer::sum);
            if (!url.contains("1.1.1.1")) assertThat(reach).as(url).isNotEqualTo(Reach.PUBLIC);
        }

        assertThat(seen.get(Reach.PRIVATE)).isGreaterThan(10);
        assertThat(seen.get(Reach.REFUSED)).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "93.184.215.14, PUBLIC",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c, PUBLIC",
        "64:ff9b::808:808, PUBLIC",
        "127.0.0.1, PRIVATE",
        "127.255.255.254, PRIVATE",
        "10.0.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "100.128.0.1, PUBLIC",
        "::1, PRIVATE",
        "fd12::1, PRIVATE",
        "100.100.100.200, REFUSED",
        "169.254.169.254, REFUSED",
        "168.63.129.16, REFUSED",
        "0.0.0.0, REFUSED",
        "0.1.2.3, REFUSED",
        "192.0.0.8, REFUSED",
        "192.0.2.1, REFUSED",
        "198.19.0.1, REFUSED",
        "224.0.0.1, REFUSED",
        "240.0.0.1, REFUSED",
        "255.255.255.255, REFUSED",
        "::, REFUSED",
        "::7f00:1, REFUSED",
        "64:ff9b::7f00:1, REFUSED",
        "64:ff9b::a00:1, REFUSED",
        "64:ff9b:1::1, REFUSED",
        "2002:808:808::1, REFUSED",
        "2001::1, REFUSED",
        "2001:db8::1, REFUSED",
        "3fff::1, REFUSED",
        "fe80::1, REFUSED",
        "fec0::1, REFUSED",
        "fd00:ec2::254, REFUSED",
        "ff02::1, REFUSED",
        "100::1, REFUSED",
        "4000::1, REFUSED"
    })
    void anAddressIsWhereItsBytesSay(String literal, Reach reach) {
        assertThat(IpReach.of(InetAddress.ofLiteral(literal).getAddress())).isEqualTo(reach);
    }

    @Test
    void aMappedAddressIsTheOneInside() {
        var mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;

        assertThat(IpReach.of(mapped)).isEqualTo(Reach.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://public.example/a%20b?c=d#e", "https://PUBLIC.example.:8443/", "HTTP://public.example"})
    void aPublicAddressIsAllowed(String url) throws Exception {
        assertThat(addresses.check(url).reach()).isEqualTo(Reach.PUBLIC);
    }

    @Test
    void theWorstOfSeveralAddressesDecides() throws Exception {
        assertThat(addresses.check("http://two.example/").reach()).isEqualTo(Reach.PRIVATE);
        assertThatThrownBy(() -> addresses.check("http://meta.example/")).isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void aNameIsLookedUpOnce() throws Exception {
        var asked = new AtomicInteger();
        var counting = new Addresses(
                host -> {
                    asked.incrementAndGet();
                    return HostileUrls.resolve(host);
                },
                () -> HostileUrls.OWN_PORT);

        Target target = counting.check("http://public.example/");

        assertThat(asked).hasValue(1);
        assertThat(target.addresses()).isEqualTo(List.of(InetAddress.ofLiteral("93.184.215.14")));
    }

    @Test
    void ourOwnPortIsNeverFetched() throws Exception {
        assertThatThrownBy(() -> addresses.check("http://localhost:7420/api/worlds"))
                .hasMessageContaining("own port");
        assertThat(addresses.check("http://localhost:7421/").reach()).isEqualTo(Reach.PRIVATE);
    }

    @Test
    void anAddressWithAUserIsNotFetched() {
        assertThatThrownBy(() -> addresses.check("http://user:word@public.example/"))
                .hasMessageContaining("user or password");
    }
}
