package live.danmaku.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import org.junit.jupiter.api.Test;

class AddressRatesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AddressRates rates = new AddressRates(new AddressRateSettings(1, 5, true), registry);

    @Test
    void anAddressThatReadsTooOften_isRefused_andCanStillWrite() {
        ClientAddress one = client("203.0.113.9");
        for (int i = 0; i < 5; i++) {
            assertThat(rates.mayRead(one)).isTrue();
        }
        assertThat(rates.mayRead(one)).isFalse();
        assertThat(rates.mayWrite(one)).isTrue();
        assertThat(rates.mayRead(client("203.0.113.10"))).isTrue();
        assertThat(registry.counter("danmaku.http.rate.refused", "call", "read").count())
                .isEqualTo(1);

        rates.giveReadBack(one);

        assertThat(rates.mayRead(one)).isTrue();
    }

    @Test
    void aNetworkOfIpv6_isOneAddress() {
        for (int i = 0; i < 5; i++) {
            assertThat(rates.mayRead(client("2001:db8::" + i))).isTrue();
        }
        assertThat(rates.mayRead(client("2001:db8::ffff"))).isFalse();
    }

    @Test
    void thisMachine_isExempt_ifSo() {
        AddressRates strict = new AddressRates(new AddressRateSettings(1, 1, false), new SimpleMeterRegistry());
        assertThat(strict.mayRead(client("127.0.0.1"))).isTrue();
        assertThat(strict.mayRead(client("127.0.0.1"))).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(rates.mayRead(client("127.0.0.1"))).isTrue();
        }
    }

    private static ClientAddress client(String address) {
        return new ClientAddresses(List.of()).of(new InetSocketAddress(address, 1_234));
    }
}
