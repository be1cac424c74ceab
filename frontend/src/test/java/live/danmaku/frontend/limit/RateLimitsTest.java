package live.danmaku.frontend.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.problem.ApiException;
import live.danmaku.web.token.Caller;
import live.danmaku.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class RateLimitsTest {

    /** Buckets that fill so slowly that no test sees it. */
    private static final int RATE = 1;

    private static final int LARGE = 1_000_000;
    private static final InetSocketAddress LOOPBACK = address("127.0.0.1");

    private final RateLimits users = new RateLimits(new LimitSettings(RATE, 20, LARGE, LARGE, true));
    private final RateLimits addresses = new RateLimits(new LimitSettings(LARGE, LARGE, RATE, 5, true));

    @Test
    void check_the21stOfABurst_isRefusedWithAWait() {
        burst(users, user("42"), LOOPBACK, 20);
        ApiException refusal = refusal(users, user("42"), LOOPBACK);

        assertThat(refusal.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(refusal).hasMessageMatching("user 42 sends too fast \\(expected: a pause of \\d+ ms\\)");
        assertThat(Objects.requireNonNull(refusal.retryAfter()))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void check_anotherUser_hasABucketOfTheirOwn() {
        burst(users, user("42"), LOOPBACK, 20);

        burst(users, user("43"), LOOPBACK, 20);
        refusal(users, user("42"), LOOPBACK);
    }

    @Test
    void check_afterTheWait_isAllowedAgain() {
        RateLimits quick = new RateLimits(new LimitSettings(10, 1, LARGE, LARGE, true));
        quick.check(user("42"), LOOPBACK);

        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        assertThatCode(() -> quick.check(user("42"), LOOPBACK)).doesNotThrowAnyException());
    }

    @Test
    void check_service_hasNoUserLimit() {
        burst(users, user("shop", Role.SERVICE), LOOPBACK, 500);
    }

    @Test
    void check_otherRoles_haveTheUserLimit() {
        Caller ops = user("ops", Role.OPS, Role.HOST, Role.MODERATOR);
        burst(users, ops, LOOPBACK, 20);

        refusal(users, ops, LOOPBACK);
    }

    @Test
    void check_usersOfOneAddress_shareItsBucket() {
        for (int i = 0; i < 5; i++) {
            addresses.check(user("u" + i), address("203.0.113.9"));
        }

        assertThat(refusal(addresses, user("u5"), address("203.0.113.9")))
                .hasMessageContaining("this address sends too fast");
        burst(addresses, user("u6"), address("203.0.113.10"), 5);
    }

    @Test
    void check_service_hasTheAddressLimit() {
        burst(addresses, user("shop", Role.SERVICE), address("203.0.113.9"), 5);

        refusal(addresses, user("shop", Role.SERVICE), address("203.0.113.9"));
    }

    @Test
    void check_ipv6_isCountedByIts64BitNetwork() {
        for (int i = 1; i <= 5; i++) {
            addresses.check(user("42"), address("2001:db8:1:2::" + i));
        }

        refusal(addresses, user("42"), address("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        burst(addresses, user("42"), address("2001:db8:1:3::1"), 5);
    }

    @Test
    void check_loopback_isExempt() {
        burst(addresses, user("42"), LOOPBACK, 100);
        burst(addresses, user("42"), address("::1"), 100);
    }

    @Test
    void check_loopbackNotExempt_isLimitedLikeAnyAddress() {
        RateLimits strict = new RateLimits(new LimitSettings(LARGE, LARGE, RATE, 5, false));
        burst(strict, user("42"), LOOPBACK, 5);

        refusal(strict, user("42"), LOOPBACK);
    }

    @Test
    void check_addressUnknown_leavesTheUserLimit() {
        burst(users, user("42"), null, 20);

        refusal(users, user("42"), null);
    }

    private static void burst(RateLimits limits, Caller caller, @Nullable InetSocketAddress from, int size) {
        for (int i = 0; i < size; i++) {
            limits.check(caller, from);
        }
    }

    private static ApiException refusal(RateLimits limits, Caller caller, @Nullable InetSocketAddress from) {
        try {
            limits.check(caller, from);
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError("allowed (expected: refused)");
    }

    private static Caller user(String uid, Role... roles) {
        return new Caller(new Sender(new UserId(uid), uid), null, Set.of(roles));
    }

    private static InetSocketAddress address(String literal) {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), 5555);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
