package live.danmaku.routing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.telemetry.Tally;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.IpLiteral;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ReportersTest {

    private static final int LARGE = 1_000_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void check_anAddressThatCallsTooOften_is429_andOthersAreNot() {
        Reporters reporters = reporters(3, LARGE, true);
        for (int i = 0; i < 3; i++) {
            reporters.check(at("203.0.113.7"), Optional.empty());
        }

        assertThatThrownBy(() -> reporters.check(at("203.0.113.7"), Optional.empty()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
                    assertThat(Objects.requireNonNull(e.retryAfter())).isPositive();
                    assertThat(e).hasMessageContaining("this address sends too fast");
                });
        assertThatCode(() -> reporters.check(at("203.0.113.8"), Optional.empty()))
                .doesNotThrowAnyException();
        assertThat(refused("address")).isEqualTo(1);
        assertThat(refused("user")).isZero();
    }

    @Test
    void check_aUserThatCallsTooOften_is429FromWhateverAddress() {
        Reporters reporters = reporters(LARGE, 2, true);
        reporters.check(at("203.0.113.7"), caller("ann"));
        reporters.check(at("203.0.113.8"), caller("ann"));

        assertThatThrownBy(() -> reporters.check(at("203.0.113.9"), caller("ann")))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("user ann sends too fast");
        assertThatCode(() -> reporters.check(at("203.0.113.9"), caller("bob"))).doesNotThrowAnyException();
        assertThat(refused("user")).isEqualTo(1);
    }

    @Test
    void loopback_isFree_andOneReporterLikeAnyOther_unlessALoadTestWantsMany() {
        Reporters free = reporters(1, LARGE, true);
        Reporters strict = reporters(1, LARGE, false);
        free.check(at("127.0.0.1"), Optional.empty());
        strict.check(at("127.0.0.1"), Optional.empty());

        assertThatCode(() -> free.check(at("127.0.0.1"), Optional.empty())).doesNotThrowAnyException();
        assertThatThrownBy(() -> strict.check(at("127.0.0.1"), Optional.empty()))
                .isInstanceOf(ApiException.class);
        assertThat(numbers(free, "127.0.0.1")).hasSize(1);
        assertThat(numbers(reporters(1, LARGE, true, true), "127.0.0.1")).hasSize(Tally.REPORTERS);
        assertThat(numbers(reporters(1, LARGE, true, true), "203.0.113.7")).hasSize(1);
        assertThat(numbers(strict, "127.0.0.1")).hasSize(1);
    }

    @Test
    void number_isTheSameForAnAddressAndForAnIpv6Network_onEveryRouter() {
        Reporters one = reporters(LARGE, LARGE, true);
        Reporters other = reporters(LARGE, LARGE, true);

        assertThat(numbers(one, "203.0.113.7")).hasSize(1).isEqualTo(numbers(other, "203.0.113.7"));
        assertThat(one.number(at("2001:db8::1"))).isEqualTo(one.number(at("2001:db8::ffff:2")));
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            all.add(one.number(at("198.51.100." + i)));
        }
        assertThat(all)
                .hasSizeGreaterThan(Tally.REPORTERS / 2)
                .allMatch(number -> number >= 0 && number < Tally.REPORTERS);
    }

    private Reporters reporters(int addressBurst, int userBurst, boolean exemptLoopback) {
        return reporters(addressBurst, userBurst, exemptLoopback, false);
    }

    private Reporters reporters(int addressBurst, int userBurst, boolean exemptLoopback, boolean loopbackIsMany) {
        return new Reporters(
                new TelemetrySettings(
                        Duration.ofSeconds(1), 100, 10, 1, addressBurst, 1, userBurst, exemptLoopback, loopbackIsMany),
                registry);
    }

    private static Set<Integer> numbers(Reporters reporters, String address) {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            numbers.add(reporters.number(at(address)));
        }
        return numbers;
    }

    private double refused(String limit) {
        return registry.counter("danmaku.telemetry.refused", "limit", limit).count();
    }

    private static Optional<Caller> caller(String uid) {
        return Optional.of(new Caller(new Sender(new UserId(uid), uid), null, Set.of()));
    }

    private static ClientAddress at(String address) {
        InetAddress parsed = Objects.requireNonNull(IpLiteral.parse(address));
        return new ClientAddresses(List.of()).of(new InetSocketAddress(parsed, 1_234));
    }
}
