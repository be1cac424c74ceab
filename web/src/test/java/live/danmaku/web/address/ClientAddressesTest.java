package live.danmaku.web.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    private final ClientAddresses nobody = new ClientAddresses(List.of());
    private final ClientAddresses proxies = new ClientAddresses(List.of("127.0.0.1", "10.0.0.0/9", "2001:db8:1::/48"));

    @Test
    void withoutTrustedProxies_thePeerIsTheClient_whateverItSays() {
        assertThat(client(nobody, "198.51.100.1", "X-Forwarded-For", "203.0.113.9"))
                .isEqualTo("198.51.100.1");
        assertThat(client(proxies, "10.128.0.1", "X-Forwarded-For", "203.0.113.9"))
                .isEqualTo("10.128.0.1");
        assertThat(client(nobody, "127.0.0.1", "X-Forwarded-For", "203.0.113.9"))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For | 203.0.113.9 | 203.0.113.9",
                "X-Forwarded-For | 127.0.0.1, 203.0.113.9 | 203.0.113.9",
                "X-Forwarded-For | 203.0.113.9, 10.1.2.3 , 2001:db8:1:2::3 | 203.0.113.9",
                "X-Forwarded-For | 203.0.113.9:4711 | 203.0.113.9",
                "X-Forwarded-For | 2001:db8:2::1 | 2001:db8:2:0:0:0:0:1",
                "X-Forwarded-For | [2001:db8:2::1]:4711 | 2001:db8:2:0:0:0:0:1",
                "X-Forwarded-For | 10.1.2.3, 10.1.2.4 | 10.1.2.3",
                "X-Forwarded-For | nohost.invalid | 127.0.0.1",
                "X-Forwarded-For | 203.0.113.9, nohost.invalid, 10.1.2.3 | 10.1.2.3",
                "X-Forwarded-For | , | 127.0.0.1",
                "X-Forwarded-For | 1.2.3.4.5 | 127.0.0.1",
                "X-Forwarded-Proto | https | 127.0.0.1",
                "Forwarded | for=203.0.113.9;proto=https | 203.0.113.9",
                "Forwarded | by=10.1.2.3; FOR=\"[2001:db8:2::1]:4711\" | 2001:db8:2:0:0:0:0:1",
                "Forwarded | for=\"x, for=203.0.113.9, for=10.1.2.3 | 203.0.113.9",
                "Forwarded | for=unknown | 127.0.0.1",
                "Forwarded | for=_hidden, for=10.1.2.3 | 10.1.2.3",
                "Forwarded | proto=https | 127.0.0.1"
            })
    void behindATrustedProxy_theLastHopThatIsNoneIsTheClient(String name, String value, String client) {
        assertThat(client(proxies, "127.0.0.1", name, value)).isEqualTo(client);
    }

    @Test
    void severalLines_areOneList() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("x-forwarded-for", "203.0.113.9").add("X-Forwarded-For", "10.1.2.3");
        assertThat(text(proxies.of(peer("127.0.0.1"), headers))).isEqualTo("203.0.113.9");
    }

    @Test
    void headersThatDiffer_areNotBelieved_asOneOfThemMayBeTheClients() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=198.51.100.7");
        assertThat(text(proxies.of(peer("10.0.0.1"), headers))).isEqualTo("10.0.0.1");
        headers.set("Forwarded", "for=203.0.113.9");
        assertThat(text(proxies.of(peer("10.0.0.1"), headers))).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "forwarded", "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-prefix", "Via"})
    void loopback_isHere_unlessItNamesAProxy(String name) {
        assertThat(nobody.of(peer("127.0.0.1")).isHere()).isTrue();
        assertThat(nobody.of(peer("::1"), new DefaultHttpHeaders()).isHere()).isTrue();
        assertThat(nobody.of(peer("::1"), new DefaultHttpHeaders().add("X-Forward", "x"))
                        .isHere())
                .isTrue();
        assertThat(nobody.of(peer("127.0.0.1"), new DefaultHttpHeaders().add(name, "x"))
                        .isHere())
                .isFalse();
        assertThat(nobody.of(peer("198.51.100.1")).isHere()).isFalse();
    }

    @Test
    void nothingIsHere_whenAProxyIsTrusted() {
        assertThat(proxies.of(peer("127.0.0.1")).isHere()).isFalse();
        assertThat(proxies.of(peer("127.0.0.2")).isHere()).isFalse();
        assertThat(proxies.of(peer("10.0.0.1"), new DefaultHttpHeaders().add("X-Forwarded-For", "127.0.0.1"))
                        .isHere())
                .isFalse();
    }

    @Test
    void ipv6_isCountedByIts64BitNetwork() {
        assertThat(nobody.of(peer("2001:db8::1")).network())
                .isEqualTo(nobody.of(peer("2001:db8::ffff:2")).network());
        assertThat(nobody.of(peer("2001:db8::1")).network())
                .isNotEqualTo(nobody.of(peer("2001:db8:0:1::1")).network());
        assertThat(nobody.of(peer("::ffff:198.51.100.1")).network())
                .isEqualTo(nobody.of(peer("198.51.100.1")).network());
    }

    @Test
    void unresolvedPeer_isUnknown() {
        assertThat(nobody.of(InetSocketAddress.createUnresolved("nohost.invalid", 1))
                        .address())
                .isNull();
        assertThat(nobody.of((InetSocketAddress) null).isHere()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0/8", "10.0.0.0/33", "10.0.0.0/", "proxy.example.com", "10.0.0.0/-1", "", "::/129", "*"})
    void badEntry_isRefused_withItsText(String entry) {
        assertThatThrownBy(() -> new TrustSettings(List.of("10.0.0.1", entry), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DANMAKU_TRUSTED_PROXIES")
                .hasMessageContaining("'" + entry + "'")
                .hasMessageNotContaining("\n");
    }

    private static String client(ClientAddresses addresses, String peer, String name, String value) {
        return text(addresses.of(peer(peer), new DefaultHttpHeaders().add(name, value)));
    }

    private static String text(ClientAddress client) {
        @Nullable InetAddress address = client.address();
        return address == null ? "unknown" : address.getHostAddress();
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(Objects.requireNonNull(IpLiteral.parse(address)), 1_234);
    }
}
