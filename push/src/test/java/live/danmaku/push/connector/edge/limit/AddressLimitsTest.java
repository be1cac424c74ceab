package live.danmaku.push.connector.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.IpLiteral;
import live.danmaku.web.limit.ConnectionCounts;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AddressLimits limits = new AddressLimits(2, 3, true, nanos::get);

    @Test
    void connections_upToTheLimit_andAgainWhenOneIsGone() {
        ClientAddress one = client("192.0.2.1");
        assertThat(limits.take(one)).isTrue();
        assertThat(limits.take(one)).isTrue();
        assertThat(limits.take(one)).isFalse();
        assertThat(limits.take(client("192.0.2.2"))).isTrue();
        limits.giveBack(one);
        assertThat(limits.take(one)).isTrue();
    }

    @Test
    void aNetworkOfIpv6_isOneAddress() {
        assertThat(limits.take(client("2001:db8::1"))).isTrue();
        assertThat(limits.take(client("2001:db8::2"))).isTrue();
        assertThat(limits.take(client("2001:db8::3"))).isFalse();
        assertThat(limits.take(client("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void opening_isCountedBySecond() {
        ClientAddress one = client("192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertThat(limits.mayOpen(one)).isTrue();
        }
        assertThat(limits.mayOpen(one)).isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limits.mayOpen(one)).isTrue();
    }

    @Test
    void loopback_isExempt_ifSo() {
        ClientAddress here = client("127.0.0.9");
        AddressLimits forAll = new AddressLimits(0, 0, false, nanos::get);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(here)).isTrue();
        }
        assertThat(forAll.take(here)).isFalse();
        assertThat(forAll.mayOpen(here)).isFalse();
    }

    @Test
    void whoHasNoConnection_isForgotten() {
        ConnectionCounts counts = new ConnectionCounts(1);
        assertThat(counts.take("a")).isTrue();
        assertThat(counts.take("a")).isFalse();
        counts.giveBack("a");
        assertThat(counts.size()).isZero();
    }

    private static ClientAddress client(String address) {
        InetAddress parsed = Objects.requireNonNull(IpLiteral.parse(address));
        return new ClientAddresses(List.of()).of(new InetSocketAddress(parsed, 1_234));
    }
}
